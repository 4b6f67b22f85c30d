// A speech engine that tests drive: it notes what it is told to say and ends a sentence when the test says so.
(() => {
  class Utterance {
    constructor(text) { this.text = text; }
  }
  const engine = {
    said: [],
    cancelled: 0,
    voices: [],
    onvoiceschanged: null,
    current: null,
    getVoices() { return this.voices; },
    speak(utterance) {
      this.current = utterance;
      this.said.push({ text: utterance.text, voice: utterance.voice && utterance.voice.name, lang: utterance.lang });
    },
    cancel() {
      this.cancelled += 1;
      const cut = this.current;
      this.current = null;
      if (cut && cut.onerror) cut.onerror({ error: "interrupted" });
    },
    finish() {
      const done = this.current;
      this.current = null;
      done.onend({});
    },
    fail() {
      const lost = this.current;
      this.current = null;
      lost.onerror({ error: "synthesis-failed" });
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: engine });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
})();
