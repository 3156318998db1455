// SPDX-License-Identifier: GPL-2.0-only

const SVG = 'http://www.w3.org/2000/svg';
// Widths in pixels: times on the left, room on the right, between a lifeline and its texts.
const TIMES = 92;
const RIGHT = 16;
const GAP = 14;
// Where on its way a lost segment is drawn to end.
const LOST = 0.6;

/** @param {string} tag @param {Object} attributes @return {SVGElement} a new element */
function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  return element;
}

/**
 * @param {string} tag of an element of HTML
 * @param {Object} properties of it
 * @param {...(Node|string)} inner what it holds
 * @return {HTMLElement} a new element
 */
function html(tag, properties, ...inner) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inner);
  return element;
}

/** Draws the part of a layout that is in view. */
class Diagram {
  /**
   * @param {HTMLElement} view scrolls
   * @param {Object} actions open(item), openPhase(phase), of the explorer
   */
  constructor(view, actions) {
    this.view = view;
    this.actions = actions;
    this.canvas = view.querySelector('#canvas');
    this.lines = view.querySelector('#lines');
    this.labels = view.querySelector('#labels');
    this.matches = new Set();
    this.carriers = new Set();
    this.drawn = [0, 0];
    this.isPrinted = false;
    view.addEventListener('scroll', () => this.follow());
    new ResizeObserver(() => this.resize()).observe(view);
  }

  /** @param {Layout} layout shown from now on */
  setLayout(layout) {
    this.layout = layout;
    this.canvas.style.height = layout.height + 'px';
    this.resize();
  }

  /** @param {boolean} isPrinted whether all of it is drawn, as wide as paper */
  setPrinted(isPrinted) {
    this.isPrinted = isPrinted;
    this.view.classList.toggle('printed', isPrinted);
    this.resize();
  }

  resize() {
    if (!this.layout) {
      return;
    }
    const width = this.width = this.canvas.clientWidth;
    const steps = this.layout.options.shown.has('Step') ? Math.max(180, 0.235 * width) : 40;
    this.x = {client: TIMES + steps, server: width - RIGHT - steps};
    this.steps = steps - GAP - 8;
    for (const side of ['client', 'server']) {
      this.view.querySelector(`.node.${side}`).style.left = this.x[side] + 'px';
    }
    this.draw();
  }

  // Draws anew when what is in view was not drawn.
  follow() {
    const top = this.view.scrollTop;
    const bottom = top + this.view.clientHeight;
    if (top < this.drawn[0] || bottom > this.drawn[1]) {
      this.draw();
    }
  }

  draw() {
    if (!this.layout) {
      return;
    }
    const height = this.view.clientHeight;
    const top = this.isPrinted ? 0 : Math.max(0, this.view.scrollTop - height);
    const bottom = this.isPrinted ? this.layout.height : this.view.scrollTop + 2 * height;
    this.drawn = [top === 0 ? -1e9 : top, bottom];
    const focused = document.activeElement && document.activeElement.item;
    const lines = document.createDocumentFragment();
    const labels = document.createDocumentFragment();
    this.drawGround(lines, labels, top, bottom);
    for (const item of this.layout.items) {
      const first = item.kind === 'step' ? item.y : Math.min(item.y, item.y2 ?? item.y);
      const last = item.kind === 'step' ? item.y : Math.max(item.y, item.y2 ?? item.y);
      if (item.kind !== 'step' && last >= top && first <= bottom) {
        this.drawArrow(lines, item);
      }
      if (item.y >= top && item.y <= bottom && !item.isFolded) {
        labels.append(this.makeChip(item));
      }
    }
    this.drawLinks(lines, labels, top, bottom);
    this.lines.style.height = this.layout.height + 'px';
    this.lines.replaceChildren(lines);
    this.labels.replaceChildren(labels);
    if (focused) {
      this.focus(focused);
    }
  }

  drawGround(lines, labels, top, bottom) {
    const end = Math.min(bottom, this.layout.height - 20);
    for (const time of this.layout.times) {
      if (time.y < top || time.y > bottom) {
        continue;
      }
      const text = html('div', {className: 'time'}, time.text);
      text.style.top = time.y + 'px';
      labels.append(text);
      if (time.isGrid) {
        lines.append(svg('line', {class: 'grid', x1: TIMES - 6, x2: this.width - RIGHT,
          y1: time.y, y2: time.y}));
      }
    }
    for (const {phase, y} of this.layout.headings) {
      if (y >= top && y <= bottom) {
        const many = this.layout.session.connections.length > 1;
        const heading = html('button', {className: this.layout.options.exact ? 'phase exact' : 'phase', type: 'button', tabIndex: -1,
          onclick: () => this.actions.openPhase(phase)},
        (many ? `Connection ${phase.connection + 1}: ` : '') + phase.name);
        heading.style.top = y + 'px';
        labels.append(heading);
      }
    }
    for (const side of ['client', 'server']) {
      lines.append(svg('line', {class: 'life', x1: this.x[side], x2: this.x[side], y1: Math.max(top, 0),
        y2: end}));
    }
    for (const work of this.layout.session.work) {
      const until = work.item && work.item.kind === 'step' && !this.layout.options.exact &&
        this.layout.options.shown.has('Step') ? work.item.y : this.layout.at(work.end);
      const y = Math.min(this.layout.at(work.start, 'bottom'), until - 4);
      if (until >= top && y <= bottom) {
        const box = svg('rect', {class: 'cpu', x: this.x[work.from] - 5, y, width: 10,
          height: Math.max(4, until - y)});
        const title = svg('title', {});
        title.textContent = `${work.item ? work.item.name + ': ' : ''}${duration(work.cpu)} of processor time`;
        box.append(title);
        box.onclick = () => work.item && this.actions.open(work.item);
        lines.append(box);
      }
    }
  }

  drawArrow(lines, item) {
    const from = this.x[item.from];
    const to = this.x[item.from === 'client' ? 'server' : 'client'];
    const sign = Math.sign(to - from);
    const end = item.isLost ? from + LOST * (to - from) : to;
    const style = [item.kind === 'segment' ? 'tcp' : item.layer === 'TLS' ? 'tls' : 'spdy',
      item.isAck ? 'ack' : '', item.isLost ? 'lost' : '', item.isAgain ? 'again' : '',
      item === this.open ? 'open' : '', this.carriers.has(item) ? 'carrier' : ''].join(' ');
    const group = svg('g', {class: style});
    group.append(svg('path', {class: 'arrow', d: `M${from} ${item.y}L${end - (item.isLost ? 0 : sign * 6)} ${item.y2}`}));
    group.append(item.isLost
      ? svg('path', {class: 'arrow', d: `M${end - 7} ${item.y2 - 7}l14 14m0 -14l-14 14`})
      : svg('path', {class: 'tip', d: `M${end} ${item.y2}l${-sign * 9} -3.6v7.2z`}));
    const hit = svg('path', {class: 'hit', d: `M${from} ${item.y}L${end} ${item.y2}`});
    hit.onclick = () => this.actions.open(item);
    group.append(hit);
    lines.append(group);
  }

  // What is sent again hangs together with what it repeats.
  drawLinks(lines, labels, top, bottom) {
    let column = 0;
    for (const item of this.layout.items) {
      const original = item.original;
      if (!original) {
        continue;
      }
      column = (column + 1) % 5;
      if (item.y < top || original.y > bottom) {
        continue;
      }
      const sign = item.from === 'client' ? 1 : -1;
      const x = this.x[item.from];
      const side = x + sign * (14 + 9 * column);
      lines.append(svg('path', {class: 'link',
        d: `M${x} ${original.y}C${side} ${original.y} ${side} ${original.y} ${side} ${original.y + 14}` +
          `V${item.y - 14}C${side} ${item.y} ${side} ${item.y} ${x} ${item.y}`}));
      const text = html('div', {className: 'timer'}, `${item.repair} after ${duration(item.waited)}`);
      text.style.top = Math.min(Math.max((original.y + item.y) / 2, top + 300), item.y - 20) + 'px';
      text.style[sign > 0 ? 'left' : 'right'] =
        (sign > 0 ? side : this.width - side) + 4 + 'px';
      labels.append(text);
    }
  }

  makeChip(item) {
    const chip = html('button', {type: 'button', item, tabIndex: item === this.current ? 0 : -1,
      onclick: () => this.actions.open(item)}, ...this.textOf(item),
    html('span', {className: 'unseen'}, `, ${this.describe(item)}`));
    chip.className = ['chip', item.kind === 'step' ? 'step' : item.kind === 'segment' ? 'tcp'
      : item.layer === 'TLS' ? 'tls' : 'spdy', item.isAck ? 'ack' : '', item.isLost ? 'lost' : '',
    item.isAgain ? 'again' : '', this.matches.has(item) ? 'match' : '',
    item === this.open ? 'open' : ''].join(' ');
    chip.style.top = item.y + 'px';
    const isLeft = (item.from === 'client') !== (item.kind === 'step');
    const x = this.x[item.from];
    chip.style[isLeft ? 'left' : 'right'] = (isLeft ? x + GAP : this.width - x + GAP) + 'px';
    if (item.kind === 'step') {
      chip.style.maxWidth = this.steps + 'px';
    } else {
      chip.style.maxWidth = 0.56 * (this.x.server - this.x.client) + 'px';
    }
    return chip;
  }

  textOf(item) {
    const small = (text) => html('small', {}, ' ' + text);
    const folded = item.folded > 0 ? [small(`+${item.folded}`)] : [];
    if (item.kind === 'step') {
      const times = item.steps.length > 1 ? ` × ${item.steps.length}` : '';
      const cpu = item.cpu >= VISIBLE ? [html('small', {className: 'cpu'}, ' ' + duration(item.cpu))] : [];
      return [item.name + times, ...cpu, ...folded];
    }
    if (item.kind === 'message') {
      // Sizes are told once.
      const words = (item.detail || '').replace(/\b(data|block)=\d+/g, '').trim();
      const detail = words ? words + ' · ' : '';
      return [item.name, small(`${detail}${item.bytes.toLocaleString('en')} B`), ...folded];
    }
    const isAlone = !this.layout.options.shown.has('TLS');
    const parts = item.name === 'Segment'
      ? [`segment ${item.number}`, small(`${item.bytes.toLocaleString('en')} B`),
        isAlone || item.isFin ? small(isAlone ? item.carries : 'FIN') : '']
      : [item.isAck ? 'ACK' : item.name];
    if (item.isLost) {
      parts.push(' ✕ lost');
    }
    if (item.isAgain) {
      parts.push(' sent again');
    }
    return [...parts, ...folded];
  }

  /** @param {Object} item any @return {string} what its text leaves to who sees the diagram */
  describe(item) {
    if (item.kind === 'step') {
      return `step of the ${item.from} at ${inMs(item.time)}`;
    }
    const way = item.from === 'client' ? 'client to server' : 'server to client';
    return `${item.layer}, ${way}, sent at ${inMs(item.sent)}`;
  }

  /** @param {Object} item any: it is brought into view */
  reveal(item) {
    const top = this.view.scrollTop + 70;
    const bottom = this.view.scrollTop + this.view.clientHeight - 40;
    const y = item.y + this.canvas.offsetTop;
    if (y < top || y > bottom) {
      this.view.scrollTop = y - this.view.clientHeight * 0.4;
    }
    this.draw();
  }

  /** @param {Object} item any: it gets the focus, when it is drawn */
  focus(item) {
    for (const chip of this.labels.querySelectorAll('.chip')) {
      if (chip.item === item) {
        chip.focus({preventScroll: true});
      }
    }
  }
}
