// SPDX-License-Identifier: GPL-2.0-only

// Octets that are shown before one asks for the rest.
const FIRST_OCTETS = 1024;
// Lists of more fields than this are closed at first, unless they stand at the top.
const MANY = 12;

/** Shows what there is to know about one item. */
class Detail {
  /**
   * @param {HTMLElement} panel where it goes
   * @param {Session} session of the items
   * @param {Object} actions open(item), close(), of the explorer
   */
  constructor(panel, session, actions) {
    this.panel = panel;
    this.session = session;
    this.actions = actions;
  }

  close() {
    this.panel.hidden = true;
    this.panel.replaceChildren();
  }

  show(layer, title, ...parts) {
    this.title = html('h2', {tabIndex: -1}, html('span', {className: 'layer'}, layer), title);
    this.panel.replaceChildren(
      html('header', {}, this.title, html('button', {type: 'button', title: 'Close (Esc)',
        onclick: () => this.actions.close()}, 'Close')), ...parts.flat().filter(Boolean));
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
  }

  /** @param {Object} phase a part of the session */
  showPhase(phase) {
    this.show('Part of the session', phase.name, this.explanation(phase.name),
      this.facts([['begins', inMs(phase.start)], ['ends', inMs(phase.end)],
        ['takes', duration(phase.end - phase.start)]]));
  }

  /** @param {Object} item a step, message or segment */
  showItem(item) {
    if (item.kind === 'step') {
      this.showStep(item);
    } else if (item.kind === 'segment') {
      this.showSegment(item);
    } else {
      this.showMessage(item);
    }
  }

  showStep(item) {
    const details = item.steps.filter((step) => step.detail || item.steps.length > 1);
    this.show(`Step of the ${item.from}`, item.name, this.explanation(item.name),
      this.facts([['reached', inMs(item.time)], ['processor time', duration(item.cpu)],
        ['size', item.steps.length === 1 && item.steps[0].bytes > 0 && octets(item.steps[0].bytes)]]),
      details.length > 0 && this.section('What happened', this.fields(details.map((step) =>
        [step.detail || step.name, [step.bytes > 0 ? octets(step.bytes) : '',
          step.cpu >= VISIBLE ? duration(step.cpu) : ''].filter(Boolean).join(', ')]))));
  }

  showMessage(item) {
    const carriers = this.session.carriersOf(item);
    const repeated = carriers.filter((segment) => segment.isAgain || segment.isLost);
    const wire = this.session.wireOf(item);
    const content = fromBase64(item.content);
    const isFrame = item.layer !== 'TLS';
    this.show(`${item.layer}, ${this.way(item)}`, item.name, this.explanation(item.name),
      this.facts([...this.times(item), ['size', octets(item.bytes)],
        ['on the wire', octets(item.wireBytes) + (isFrame ? ', all of its records' : ', with its record')],
        ['encrypted', item.encrypted ? 'yes: decoded from what the sender encrypted' : 'no'],
        ['time to make', item.sendCpu && duration(item.sendCpu) + ' of processor time'],
        ['time to take', item.receiveCpu && duration(item.receiveCpu) + ' of processor time']]),
      repeated.length > 0 && html('p', {className: 'warning'},
        'A segment that carried it was lost or sent again: see below.'),
      this.section('Structure and fields', this.fields(item.fields, true)),
      this.section('Carried by', this.links(carriers)),
      content.length > 0 && this.section('Octets' + (item.encrypted ? ' before encryption' : ''),
        this.octets(content, item.bytes)),
      (item.encrypted || content.length === 0) && this.section(
        item.encrypted ? 'Octets on the wire, encrypted' : 'Octets on the wire', this.wire(wire)));
  }

  showSegment(item) {
    const title = item.name === 'Segment' ? `Segment ${item.number}` : item.name;
    this.show(`TCP, ${this.way(item)}`, title + (item.isLost ? ' (lost)' : ''),
      item.isLost && html('p', {className: 'warning'}, 'This segment was lost on its way' +
        (item.again ? `, and sent again after ${duration(item.again.waited)}.`
          : item.isAck ? ': later ones say the same and more.' : '.')),
      item.isAgain && html('p', {className: 'warning'},
        `Sent again after ${duration(item.waited)}: ${item.repair}.`),
      item.isAgain && this.explanation(item.repair), this.explanation(item.name),
      this.facts([...this.times(item), ['number', `${item.number} of the ${item.from}`],
        ['payload', octets(item.bytes)], ['carries', item.carries]]),
      item.original && this.section('Repeats', this.links([item.original])),
      item.again && this.section('Sent again as', this.links([item.again])),
      item.bytes > 0 && this.section('Messages in it', this.links(this.session.carriedBy(item))),
      this.section('Header', this.fields(item.fields, true)),
      this.section('Octets of the header', this.octets(fromBase64(item.header))),
      item.bytes > 0 && this.section('Octets of the payload', this.wire(this.session.wireOf(item))));
  }

  way(item) {
    return item.from === 'client' ? 'client to server' : 'server to client';
  }

  times(item) {
    return [['connection', this.session.connections.length > 1 && String(item.connection + 1)],
      ['sent', inMs(item.sent)],
      ['received', item.received === null ? 'never' : inMs(item.received)],
      ['took', item.received !== null && duration(item.received - item.sent)]];
  }

  explanation(name) {
    return explain(name) && html('p', {}, explain(name));
  }

  facts(rows) {
    return html('dl', {}, ...rows.filter(([, value]) => value).flatMap(([name, value]) =>
      [html('dt', {}, name), html('dd', {}, value)]));
  }

  section(title, ...inner) {
    return html('section', {}, html('h3', {}, title), ...inner);
  }

  // Fields, those with inner ones as lists that open.
  fields(fields, isTop = false) {
    const list = html('ul', {className: 'fields'});
    for (const [name, value, inner] of fields) {
      const line = [html('span', {className: 'name'}, name), value ? ': ' + value : ''];
      list.append(html('li', {}, ...(inner
        ? [html('details', {open: isTop || inner.length <= MANY}, html('summary', {}, ...line),
          this.fields(inner))] : line)));
    }
    return list;
  }

  links(items) {
    return html('div', {className: 'links'}, ...items.map((item) =>
      html('button', {type: 'button', onclick: () => this.actions.open(item, true)},
        item.kind === 'segment' && item.name === 'Segment' ? `segment ${item.number}` : item.name,
        item.isLost ? ' ✕ lost' : item.isAgain ? ' (sent again)' : '')));
  }

  wire(octetsOfWire) {
    return octetsOfWire ? this.octets(octetsOfWire)
      : html('p', {}, 'They are not in this page, which would grow too large: the capture has them.');
  }

  /**
   * @param {Uint8Array} bytes what is shown
   * @param {number} size how many there were
   * @return {DocumentFragment} them in hexadecimal and as text
   */
  octets(bytes, size = bytes.length) {
    const part = document.createDocumentFragment();
    const dump = html('pre', {className: 'octets', tabIndex: 0}, this.dump(bytes.slice(0, FIRST_OCTETS)));
    dump.setAttribute('aria-label', 'Octets in hexadecimal');
    dump.setAttribute('role', 'group');
    part.append(dump);
    if (bytes.length > FIRST_OCTETS) {
      const more = html('button', {type: 'button', onclick: () => {
        dump.textContent = this.dump(bytes);
        more.remove();
      }}, `Show all ${octets(bytes.length)}`);
      part.append(more);
    }
    if (size > bytes.length) {
      part.append(html('p', {}, `The first ${octets(bytes.length)} of ${octets(size)}.`));
    }
    return part;
  }

  dump(bytes) {
    const lines = [];
    for (let at = 0; at < bytes.length; at += 16) {
      const row = [...bytes.slice(at, at + 16)];
      const hex = row.map((one) => one.toString(16).padStart(2, '0'));
      const text = row.map((one) => one >= 32 && one < 127 ? String.fromCharCode(one) : '.').join('');
      lines.push(at.toString(16).padStart(4, '0') + '  ' +
        (hex.slice(0, 8).join(' ') + '  ' + hex.slice(8).join(' ')).padEnd(49) + ' ' + text);
    }
    return lines.join('\n');
  }
}
