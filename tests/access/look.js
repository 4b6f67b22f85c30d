/* What is wrong with a page for fingers and for large letters. Each gives a list of words that name the thing. */
window.look = (() => {
  const ACTIVE = 'a[href], button, input:not([type=hidden]), select, summary, [role=option]';
  const seen = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !one.closest('.bg-visually-hidden');
  const named = one => `${one.tagName.toLowerCase()}.${one.getAttribute('class') || '<' + one.parentElement.getAttribute('class')} “${(one.getAttribute('aria-label') || one.textContent).trim().slice(0, 30)}”`;
  const texts = within => {
    const found = [], walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() && !node.parentElement.closest('script, style, noscript, template, option') && seen(node.parentElement) && !node.parentElement.closest('.bg-skip, .bg-seal, .bg-sort > :first-child')) found.push(node);
    }
    return found;
  };
  const boxes = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(box => box.width > 0);
  };
  const inText = one => getComputedStyle(one).display === 'inline' && [...one.parentElement.childNodes].some(
    other => other.nodeType === 3 && /\p{L}/u.test(other.data));

  /* Whatever is pressed answers in a square of 44 px around its middle; links inside sentences may be as they are. */
  function small(within = document.body) {
    return [...within.querySelectorAll(ACTIVE)].filter(one => seen(one) && !one.disabled && !inText(one) && !one.matches('.bg-skip, [aria-hidden]')).filter(one => {
      one.scrollIntoView({block: 'center', inline: 'center'});
      const place = (one.matches('input') && one.closest('label')) || one;
      const spot = one.querySelector('.bg-map__hit-area') || (one.matches('a') && one.closest('.bg-card, .bg-tile')) || place;
      const box = spot.getBoundingClientRect();
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      const points = [[0, 0], [-21, 0], [21, 0], [0, -21], [0, 21]];
      return !points.every(([dx, dy]) => {
        const hit = document.elementFromPoint(x + dx, y + dy);
        return hit && (place.contains(hit) || hit.contains(place) && hit.matches('a, label'));
      });
    }).map(named);
  }

  /* Text that is cut off: by a box that hides what is too much, by the edge of the screen, by leaving the box it stands in. */
  function cut(place = document.body) {
    const wrong = [];
    for (const node of texts(place)) {
      const parent = node.parentElement;
      let within = null, scrolls = false;
      for (let one = parent; one && one !== document.body; one = one.parentElement) {
        const style = getComputedStyle(one);
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) scrolls = true;
        const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && style.webkitLineClamp === 'none';
        const drawn = style.backgroundColor !== 'rgba(0, 0, 0, 0)' || style.borderLeftWidth !== '0px' && style.borderRightWidth !== '0px';
        if (!within && !scrolls && (hides || drawn)) within = one;
      }
      const frame = within && within.getBoundingClientRect();
      for (const box of boxes(node)) {
        if (!scrolls && (box.left < -1 || box.right > innerWidth + 1)) wrong.push(`over the edge: ${named(parent)}`);
        else if (frame && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 4 || box.bottom > frame.bottom + 4))
          wrong.push(`out of ${within.className}: ${named(parent)}`);
      }
    }
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return [...new Set([...wrong, ...(wide > 0 ? [`the page is ${wide} px too wide`] : [])])];
  }

  /* Amounts and days that a line ends inside. */
  function broken() {
    const AMOUNT = /\d[\d.,]*\s(?:₫|g|kg|ml|l|m|km|ha|%)(?![\p{L}\d])|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,2}\s[A-Z][a-z]+\s\d{4}/gu;
    const wrong = [];
    for (const node of texts(document.body)) for (const found of node.data.matchAll(AMOUNT)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) wrong.push(`${found[0]} in ${named(node.parentElement)}`);
    }
    return wrong;
  }
  const amounts = () => texts(document.body).filter(node => /\d\s(?:₫|g|kg)|\d\/\d{4}| \d{4}/.test(node.data)).length;
  return {small, cut, broken, amounts};
})();
