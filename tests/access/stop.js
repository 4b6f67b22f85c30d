/* What somebody finds who has come to an element by the Tab key: what it is and what is wrong with it; null at the end of the page. */
async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const element = document.activeElement;
  const stops = window.stops || (window.stops = []);
  if (element === document.body || stops.includes(element)) return null;
  const box = element.getBoundingClientRect();
  const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const before = stops[stops.length - 1];
  const wrong = [];
  const follows = !before || before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  const was = before && before.isConnected ? before.getBoundingClientRect() : box;
  if (!follows || element.tabIndex > 0) wrong.push('out of the order of the document');
  if (box.bottom <= was.top && box.left <= was.left && box.right <= was.right) wrong.push('back above what was before');
  const fits = box.width <= innerWidth && box.height <= innerHeight;
  const whole = box.top >= 0 && box.left >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight;
  if (fits && !whole) wrong.push('out of sight');
  if (!hit || !(element.contains(hit) || hit.contains(element))) wrong.push('hidden behind something');
  stops.push(element);
  const ringed = [element, element.closest('form'), element.closest('li')].find(
    one => one && getComputedStyle(one).outlineStyle !== 'none') || element;
  const ring = ringed.getBoundingClientRect();
  return {
    name: `${element.tagName} ${element.getAttribute('class') || element.parentElement.getAttribute('class')}`,
    words: (element.getAttribute('aria-label') || element.textContent).trim().slice(0, 40),
    wrong,
    ring: [ring.left, ring.top, ring.right, ring.bottom],
  };
}
