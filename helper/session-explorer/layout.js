// SPDX-License-Identifier: GPL-2.0-only

// Heights in pixels.
const TOP = 26;
const BOTTOM = 60;
const HEADING = 44;
const HEIGHT = {step: 24, message: 25, segment: 19, ack: 12, arrival: 5};
// Least and most pixels for a ms of waiting, and the height that all waits together may have.
const SCALES = {least: 1e-4, most: 20000, waits: 7000};
// An arrow goes down at least this far in the first view.
const SLOPE = 62;
// A lost segment ends this far below its start.
const FALL = 30;

/** Where the items of a session stand: y of each, for one scale and one choice of layers. */
class Layout {
  /**
   * @param {Session} session what is drawn
   * @param {Object} options scale in pixels per ms, exact: nothing is spread out, shown: a set of
   *        layers
   */
  constructor(session, options) {
    this.session = session;
    this.options = options;
    this.items = session.items.filter((item) => options.shown.has(item.layer));
    this.times = [];
    this.headings = [];
    this.placed = new Set();
    this.collect();
    if (options.exact) {
      this.placeExactly();
    } else {
      this.spread();
    }
    this.finish();
  }

  /** @param {Session} session @return {number} pixels per ms for the first view */
  static firstScale(session) {
    const flights = session.segments.filter((one) => one.received !== null)
      .map((one) => one.received - one.sent).sort((a, b) => a - b);
    const flight = flights[Math.floor(flights.length / 10)] || 1e6;
    const scale = Math.min(SLOPE / (flight / 1e6), SCALES.waits / (session.end / 1e6 || 1));
    return Math.min(SCALES.most, Math.max(SCALES.least, scale));
  }

  static height(item) {
    return item.kind === 'step' ? HEIGHT.step : item.kind === 'message' ? HEIGHT.message
      : item.isAck ? HEIGHT.ack : HEIGHT.segment;
  }

  // What happens at each time: arrivals, a heading, steps, items that leave; by side.
  collect() {
    const at = new Map();
    const instant = (time) => {
      if (!at.has(time)) {
        at.set(time, {time, heading: null, arrivals: {client: [], server: []},
          steps: {client: [], server: []}, sends: {client: [], server: []}});
      }
      return at.get(time);
    };
    for (const item of this.items) {
      if (item.kind === 'step') {
        instant(item.time).steps[item.from].push(item);
        continue;
      }
      instant(item.time).sends[item.from].push(item);
      if (item.received !== null) {
        const other = item.from === 'client' ? 'server' : 'client';
        instant(item.received).arrivals[other].push(item);
      }
    }
    for (const phase of this.session.phases) {
      const one = instant(phase.start);
      (one.heading = one.heading || []).push(phase);
    }
    this.instants = [...at.values()].sort((a, b) => a.time - b.time);
  }

  spread() {
    let y = TOP;
    let before = this.instants.length > 0 ? this.instants[0].time : 0;
    for (const one of this.instants) {
      y += 2 + (one.time - before) / 1e6 * this.options.scale;
      before = one.time;
      one.top = y;
      y = this.placeInstant(one);
      one.bottom = y;
    }
    this.height = y + BOTTOM;
  }

  // From the top: what arrives, what is left of the part before, a heading, the rest.
  placeInstant(one) {
    let y = one.top;
    for (const side of ['client', 'server']) {
      let end = one.top;
      for (const item of one.arrivals[side]) {
        item.y2 = end;
        end += HEIGHT.arrival;
      }
      y = Math.max(y, end);
    }
    for (const phase of one.heading || []) {
      y = this.placeRows(one, y, (item) => item.phase < phase.phase &&
        item.connection === phase.connection);
      this.headings.push({phase, y: y + HEADING / 2});
      y += HEADING;
    }
    y = this.placeRows(one, y, () => true);
    this.addTime(one, y);
    return y;
  }

  // Steps and what leaves, as far as they belong here and have no place yet.
  placeRows(one, top, belongs) {
    let bottom = top;
    for (const side of ['client', 'server']) {
      const isNew = (item) => !this.placed.has(item) && belongs(item);
      const steps = one.steps[side].filter(isNew);
      // An acknowledgment follows from the arrival, everything else from the steps.
      const sends = one.sends[side].filter(isNew);
      const early = sends.filter((item) => item.isAck);
      const late = sends.filter((item) => !item.isAck);
      const height = late.reduce((sum, item) => sum + Layout.height(item), 0);
      const end = this.pile(early, top);
      const row = this.pile(steps, top);
      bottom = Math.max(bottom, row, this.pile(late, Math.max(end, row - height / 2)));
    }
    return bottom;
  }

  // One below the other.
  pile(items, top) {
    for (const item of items) {
      item.y = top + Layout.height(item) / 2;
      top += Layout.height(item);
      this.placed.add(item);
    }
    return top;
  }

  addTime(one, bottom) {
    const hasText = ['client', 'server'].some((side) => one.steps[side].length > 0 ||
      one.sends[side].some((item) => !item.isAck));
    const first = [...one.steps.client, ...one.steps.server, ...one.sends.client,
      ...one.sends.server].reduce((least, item) => Math.min(least, item.y), bottom);
    if (hasText) {
      this.times.push({y: first, text: (one.time / 1e6).toFixed(3)});
    }
  }

  placeExactly() {
    const y = (time) => TOP + time / 1e6 * this.options.scale;
    for (const one of this.instants) {
      one.top = one.bottom = y(one.time);
    }
    for (const item of this.items) {
      item.y = y(item.time);
      item.y2 = y(item.received ?? 0);
    }
    for (const phase of this.session.phases) {
      this.headings.push({phase, y: y(phase.start)});
    }
    this.height = y(this.session.end) + BOTTOM + HEADING;
    this.addScale();
  }

  // Round times, about 80 pixels apart.
  addScale() {
    const wanted = 80 / this.options.scale;
    const power = 10 ** Math.floor(Math.log10(wanted));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= wanted);
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    for (let i = 0; i * step <= this.session.end / 1e6; ++i) {
      this.times.push({y: TOP + i * step * this.options.scale, text: (i * step).toFixed(digits),
        isGrid: true});
    }
  }

  finish() {
    for (const item of this.items) {
      item.y2 = item.isLost ? item.y + FALL : item.y2;
      item.isFolded = false;
      item.folded = 0;
    }
    if (this.options.exact) {
      this.fold();
    }
    let before = {y: -100, text: ''};
    this.times = this.times.filter((one) => {
      const isKept = one.y >= before.y + 13 && one.text !== before.text;
      before = isKept ? one : before;
      return isKept;
    });
  }

  // What there is no room for is counted by its neighbor. Messages come before acknowledgments.
  fold() {
    const importance = (item) => item.isLost || item.isAgain ? 0 : item.isAck ? 3
      : item.kind === 'segment' ? 2 : 1;
    const columns = new Map();
    const byImportance = [...this.items].sort((a, b) => importance(a) - importance(b) || a.y - b.y);
    for (const item of byImportance) {
      const name = item.from + (item.kind === 'step' ? ' steps' : '');
      const column = columns.get(name) || columns.set(name, []).get(name);
      const at = Layout.first(column, (other) => other.y >= item.y);
      const near = [column[at - 1], column[at]].filter(Boolean).find((other) =>
        Math.abs(other.y - item.y) < (Layout.height(other) + Layout.height(item)) / 2);
      if (near) {
        item.isFolded = true;
        near.folded += 1;
      } else {
        column.splice(at, 0, item);
      }
    }
  }

  /**
   * @param {Array} list for whose last part, from somewhere on, something holds
   * @param {Function} holds whether it holds for an element
   * @return {number} index of the first one for which it does
   */
  static first(list, holds) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = holds(list[middle]) ? [low, middle] : [middle + 1, high];
    }
    return low;
  }

  /**
   * @param {number} time in ns
   * @param {string} end of what happens then: top or bottom
   * @return {number} where it is
   */
  at(time, end = 'top') {
    const index = Layout.first(this.instants, (one) => one.time >= time);
    const next = this.instants[index];
    const previous = this.instants[index - 1];
    if (!next) {
      return previous ? previous.bottom : TOP;
    }
    if (next.time === time || !previous) {
      return next[end];
    }
    const share = (time - previous.time) / (next.time - previous.time);
    return previous.bottom + share * (next.top - previous.bottom);
  }

  /** @param {number} y a place @return {number} its time in ns */
  timeAt(y) {
    const index = Layout.first(this.instants, (one) => one.bottom >= y);
    if (index === this.instants.length) {
      return this.session.end;
    }
    const next = this.instants[index];
    const previous = this.instants[index - 1];
    if (y >= next.top || !previous) {
      return next.time;
    }
    const share = (y - previous.bottom) / (next.top - previous.bottom || 1);
    return previous.time + share * (next.time - previous.time);
  }
}
