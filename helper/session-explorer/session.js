// SPDX-License-Identifier: GPL-2.0-only

// Steps of one name that follow each other this closely, in ns, share a box.
const ALIKE = 500000;
// Processor time, in ns, that is too short to be shown.
const VISIBLE = 50;

/** @param {number} ns a time @return {string} it in ms */
function inMs(ns) {
  return (ns / 1e6).toFixed(3) + ' ms';
}

/** @param {number} ns a duration @return {string} it in the unit that suits it */
function duration(ns) {
  return ns >= 1e9 ? (ns / 1e9).toFixed(2) + ' s'
    : ns >= 1e6 ? (ns / 1e6).toFixed(ns >= 1e8 ? 0 : ns >= 1e7 ? 1 : 2) + ' ms'
    : (ns / 1e3).toFixed(ns >= 1e4 ? 0 : 1) + ' µs';
}

/** @param {number} bytes a size @return {string} it with its unit */
function octets(bytes) {
  return bytes.toLocaleString('en') + (bytes === 1 ? ' octet' : ' octets');
}

/** @param {string} text in Base64 @return {Uint8Array} its octets */
function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Array} fields [name, value, inner] @return {string} all words in them */
function wordsOf(fields) {
  return fields.map(([name, value, inner]) =>
    `${name} ${value} ${inner ? wordsOf(inner) : ''}`).join(' ');
}

/** A session as it was written into the page: the items that are drawn, in the order of time. */
class Session {
  /** @param {Object} data what the program wrote */
  constructor(data) {
    this.title = data.title;
    this.connections = data.connections;
    this.phases = data.phases;
    this.segments = data.segments.map((one, number) => this.makeSegment(one, number));
    this.messages = data.messages.map((one) => this.makeMessage(one));
    this.steps = this.makeSteps(data.steps.filter((one) => one.action));
    this.namesakes = this.groupByName();
    this.work = this.makeWork(data.steps);
    this.linkSegments();
    this.nameContents();
    this.items = [...this.steps, ...this.messages, ...this.segments].sort((a, b) =>
      a.time - b.time || a.rank - b.rank || a.order - b.order);
    this.items.forEach((item, index) => { item.index = index; });
    this.lost = this.items.filter((item) => item.isLost);
    this.end = this.items.reduce((last, item) =>
      Math.max(last, item.time, item.received || 0), 0);
  }

  makeSegment(one, order) {
    const flags = new Map(one.fields.map(([name, value]) => [name, value])).get('flags') || '';
    const name = /SYN/.test(flags) ? (/ACK/.test(flags) ? 'SYN+ACK' : 'SYN')
      : /RST/.test(flags) ? 'RST' : one.bytes > 0 ? 'Segment' : /FIN/.test(flags) ? 'FIN' : 'ACK';
    return {...one, order, kind: 'segment', layer: 'TCP', rank: 2, time: one.sent, name,
      isFin: /FIN/.test(flags), isLost: one.received === null, isAgain: Boolean(one.repair),
      isAck: name === 'ACK' && !one.repair};
  }

  makeMessage(one) {
    return {...one, order: this.count = (this.count || 0) + 1, kind: 'message',
      rank: one.layer === 'TLS' ? 0 : 1, time: one.sent, isLost: false, isAgain: false};
  }

  makeSteps(steps) {
    const boxes = [];
    const last = {};
    steps.forEach((step, order) => {
      const box = last[step.node];
      const isSame = box && box.name === step.name && box.connection === step.connection &&
        step.time - box.time < ALIKE;
      if (isSame) {
        box.steps.push(step);
        box.time = step.time;
        box.cpu += step.cpu;
        return;
      }
      last[step.node] = {kind: 'step', layer: 'Step', rank: -1, order, from: step.node,
        phase: step.phase, connection: step.connection, time: step.time, cpu: step.cpu, name: step.name,
        steps: [step], isLost: false, isAgain: false};
      boxes.push(last[step.node]);
    });
    return boxes;
  }

  groupByName() {
    const groups = new Map();
    for (const message of this.messages) {
      const key = `${message.connection} ${message.from} ${message.name}`;
      groups.has(key) ? groups.get(key).push(message) : groups.set(key, [message]);
    }
    return groups;
  }

  // Boxes of processor time, with the step or message that they belong to.
  makeWork(steps) {
    const boxOf = new Map(this.steps.flatMap((box) => box.steps.map((step) => [step, box])));
    return steps.filter((step) => step.cpu >= VISIBLE).map((step) => {
      const item = boxOf.get(step) || this.findMessage(step);
      if (item && item.kind === 'message') {
        const end = step.node === item.from ? 'sendCpu' : 'receiveCpu';
        item[end] = (item[end] || 0) + step.cpu;
      }
      return {from: step.node, start: step.time - step.cpu, end: step.time, cpu: step.cpu, item};
    });
  }

  // The message that a step made or took: the nearest one of its name.
  findMessage(step) {
    const isReceived = step.name.endsWith(' received');
    const name = isReceived ? step.name.slice(0, -' received'.length) : step.name;
    const from = isReceived ? (step.node === 'client' ? 'server' : 'client') : step.node;
    const list = this.namesakes.get(`${step.connection} ${from} ${name}`) || [];
    // They are in the order of both times; those that never arrived come last.
    const time = (message) => isReceived ? message.received ?? Infinity : message.sent;
    const after = Layout.first(list, (message) =>
      isReceived ? time(message) > step.time : time(message) >= step.time);
    return list[isReceived ? after - 1 : after];
  }

  linkSegments() {
    for (const segment of this.segments) {
      segment.start = segment.sequence - 1;
      segment.end = segment.start + segment.bytes;
      if (segment.repeats >= 0) {
        segment.original = this.segments[segment.repeats];
        segment.original.again = segment;
      }
    }
  }

  // What a segment carries is known better now than by who saw encrypted records pass.
  nameContents() {
    const groups = new Map();
    for (const message of this.messages.filter((one) => one.name !== 'Application Data')) {
      const key = `${message.connection} ${message.from}`;
      groups.has(key) ? groups.get(key).push(message) : groups.set(key, [message]);
    }
    for (const segment of this.segments.filter((one) => one.bytes > 0)) {
      const list = groups.get(`${segment.connection} ${segment.from}`) || [];
      // Messages end in their order.
      let at = Layout.first(list, (message) => message.offset + message.wireBytes > segment.start);
      const names = [];
      for (; at < list.length && list[at].offset < segment.end; ++at) {
        const isGoingOn = list[at].offset < segment.start;
        names.push(list[at].name + (isGoingOn ? ' cont.' : ''));
      }
      segment.carries = [...new Set(names), ...(segment.isFin ? ['FIN'] : [])].join(', ') ||
        segment.carries;
    }
  }

  /** @param {Object} message any @return {Array} segments that carried it */
  carriersOf(message) {
    return this.segments.filter((segment) => this.isCarried(message, segment));
  }

  /** @param {Object} segment any @return {Array} messages of which it carried something */
  carriedBy(segment) {
    return this.messages.filter((message) => this.isCarried(message, segment));
  }

  isCarried(message, segment) {
    return segment.connection === message.connection && segment.from === message.from &&
      segment.bytes > 0 && segment.start < message.offset + message.wireBytes &&
      segment.end > message.offset;
  }

  /**
   * @param {Object} item a segment or message
   * @return {Uint8Array|null} its octets in the stream of TCP; null when the page lacks them
   */
  wireOf(item) {
    const stream = this.connections[item.connection][item.from + 'Stream'];
    const [start, end] = item.kind === 'segment' ? [item.start, item.end]
      : [item.offset, item.offset + item.wireBytes];
    // Four letters stand for three octets.
    const first = Math.floor(start / 3);
    const part = fromBase64(stream.slice(4 * first, 4 * Math.ceil(end / 3)));
    const wire = part.slice(start - 3 * first, end - 3 * first);
    return wire.length === end - start ? wire : null;
  }

  /** @param {Object} item any @return {string} in lower case, all that a search looks at */
  textOf(item) {
    if (item.text === undefined) {
      const words = item.kind === 'step'
        ? item.steps.map((step) => `${step.name} ${step.detail}`).join(' ')
        : `${item.name} ${item.detail || ''} ${item.carries || ''} ${wordsOf(item.fields)}`;
      item.text = `${item.layer} ${words} ${item.isLost ? 'lost' : ''} ` +
        `${item.isAgain ? 'retransmission sent again ' + item.repair : ''}`;
      item.text = item.text.toLowerCase();
    }
    return item.text;
  }

  /** @return {string} what was agreed on, and how much there is to see */
  summary() {
    const done = this.steps.find((step) => step.name === 'handshake complete');
    const agreed = done ? done.steps[0].detail + ' · ' : '';
    const lost = this.lost.length === 0 ? 'none lost' : `${this.lost.length} lost`;
    return `${agreed}${duration(this.end)} · ${this.messages.length.toLocaleString('en')} messages ` +
      `in ${this.segments.length.toLocaleString('en')} segments, ${lost}`;
  }
}
