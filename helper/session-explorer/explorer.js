// SPDX-License-Identifier: GPL-2.0-only

// By how much a step of zoom changes the scale.
const ZOOM = 1.5;

/** Ties session, diagram and details together and listens to the reader. */
class Explorer {
  constructor(session) {
    this.session = session;
    this.shown = new Set(['TCP', 'TLS', 'SPDY', 'HTTP', 'Step']);
    this.isExact = false;
    this.scale = Layout.firstScale(session);
    this.found = [];
    const actions = {
      open: (item, moves) => this.open(item, moves),
      openPhase: (phase) => this.openPhase(phase),
      close: () => this.close(),
    };
    this.diagram = new Diagram(this.get('diagram'), actions);
    this.detail = new Detail(this.get('panel'), session, actions);
    this.write();
    this.listen();
    this.lay();
  }

  get(id) {
    return document.getElementById(id);
  }

  write() {
    document.title = this.session.title;
    this.get('title').textContent = this.session.title;
    this.get('summary').textContent = this.session.summary();
    const first = this.session.connections[0];
    if (first) {
      this.get('client-head').querySelector('span').textContent = first.client;
      this.get('server-head').querySelector('span').textContent = first.server;
    }
    const lost = this.session.lost.length;
    this.get('lost').disabled = lost === 0;
    this.get('lost').textContent = lost === 0 ? 'None lost' : `Next lost (${lost})`;
    if (this.session.messages.some((message) => message.layer === 'HTTP')) {
      this.get('web-name').textContent = 'HTTP';
    }
  }

  listen() {
    const on = (id, type, action) => this.get(id).addEventListener(type, action);
    on('search', 'input', () => this.search());
    on('search', 'keydown', (event) => {
      if (event.key === 'Enter') {
        this.goToMatch(event.shiftKey ? -1 : 1);
      } else if (event.key === 'Escape') {
        this.get('search').blur();
      }
    });
    on('next', 'click', () => this.goToMatch(1));
    on('previous', 'click', () => this.goToMatch(-1));
    on('lost', 'click', () => this.goToLost());
    on('zoom-in', 'click', () => this.zoom(ZOOM));
    on('zoom-out', 'click', () => this.zoom(1 / ZOOM));
    on('fit', 'click', () => this.reset());
    on('exact', 'change', () => this.setExact(this.get('exact').checked));
    on('theme', 'click', () => this.changeTheme());
    on('help-button', 'click', () => this.get('help').showModal());
    for (const layer of ['TCP', 'TLS', 'SPDY']) {
      on('show-' + layer, 'change', (event) => this.showLayer(layer, event.target.checked));
    }
    on('show-steps', 'change', (event) => this.showLayer('Step', event.target.checked));
    on('diagram', 'wheel', (event) => this.wheel(event));
    document.addEventListener('keydown', (event) => this.press(event));
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.paint());
    this.dark = dark;
    this.theme = 'auto';
    this.paint();
    addEventListener('beforeprint', () => {
      this.paint('light');
      this.diagram.setPrinted(true);
    });
    addEventListener('afterprint', () => {
      this.paint();
      this.diagram.setPrinted(false);
    });
  }

  press(event) {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) &&
      event.target.type !== 'checkbox';
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || this.get('help').open) {
      return;
    }
    const isReading = this.get('panel').contains(event.target);
    const actions = {
      'ArrowDown': !isReading && (() => this.move(1)),
      'ArrowUp': !isReading && (() => this.move(-1)),
      'Home': !isReading && (() => this.moveTo(0)),
      'End': !isReading && (() => this.moveTo(this.layout.items.length - 1)),
      'Escape': () => this.close(),
      '/': () => this.get('search').select(),
      'n': () => this.goToMatch(1),
      'N': () => this.goToMatch(-1),
      'l': () => this.goToLost(),
      '+': () => this.zoom(ZOOM),
      '=': () => this.zoom(ZOOM),
      '-': () => this.zoom(1 / ZOOM),
      '0': () => this.reset(),
      's': () => this.setExact(!this.isExact),
      'd': () => this.changeTheme(),
      '?': () => this.get('help').showModal(),
    };
    if (event.key === 'Enter' && event.target.item) {
      // The click that follows opens it; then the reader is at its details.
      setTimeout(() => this.detail.title && this.detail.title.focus());
      return;
    }
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  wheel(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientY);
    }
  }

  lay() {
    this.layout = new Layout(this.session,
      {scale: this.scale, exact: this.isExact, shown: this.shown});
    this.diagram.setLayout(this.layout);
  }

  // The item that the reader is at stays where it is, or else the time at a place of the screen.
  layAround(clientY) {
    const view = this.diagram.view;
    const item = this.diagram.current;
    const place = item ? item.y - view.scrollTop : -1;
    if (clientY === undefined && place > 0 && place < view.clientHeight) {
      this.lay();
      view.scrollTop = item.y - place;
      this.diagram.draw();
      return;
    }
    const offset = clientY === undefined ? view.clientHeight / 2
      : clientY - view.getBoundingClientRect().top;
    const above = this.diagram.canvas.offsetTop;
    const isAtTop = view.scrollTop < 5;
    const time = this.layout.timeAt(view.scrollTop + offset - above);
    this.lay();
    view.scrollTop = isAtTop ? 0 : this.layout.at(time) + above - offset;
    this.diagram.draw();
  }

  zoom(factor, clientY) {
    this.scale = Math.min(SCALES.most, Math.max(SCALES.least, this.scale * factor));
    this.layAround(clientY);
  }

  reset() {
    this.scale = Layout.firstScale(this.session);
    this.layAround();
  }

  setExact(isExact) {
    this.isExact = this.get('exact').checked = isExact;
    this.layAround();
  }

  showLayer(layer, isShown) {
    for (const one of layer === 'SPDY' ? ['SPDY', 'HTTP'] : [layer]) {
      isShown ? this.shown.add(one) : this.shown.delete(one);
    }
    this.layAround();
    this.search(false);
  }

  open(item, moves = false) {
    this.diagram.open = this.diagram.current = item;
    this.diagram.carriers = new Set(item.kind === 'message' ? this.session.carriersOf(item)
      : item.kind === 'segment' ? this.session.carriedBy(item) : []);
    this.detail.showItem(item);
    if (moves) {
      this.makeVisible(item);
      this.diagram.reveal(item);
      this.detail.title.focus();
    } else {
      this.diagram.draw();
    }
  }

  openPhase(phase) {
    this.diagram.open = null;
    this.diagram.carriers.clear();
    this.detail.showPhase(phase);
    this.diagram.draw();
  }

  close() {
    const item = this.diagram.current;
    this.diagram.open = null;
    this.diagram.carriers.clear();
    this.detail.close();
    this.diagram.draw();
    if (item) {
      this.diagram.focus(item);
    }
  }

  makeVisible(item) {
    if (!this.shown.has(item.layer)) {
      const id = item.layer === 'Step' ? 'show-steps'
        : 'show-' + (item.layer === 'HTTP' ? 'SPDY' : item.layer);
      this.get(id).checked = true;
      this.showLayer(item.layer, true);
    }
  }

  move(by) {
    const items = this.layout.items.filter((item) => !item.isFolded);
    const at = items.indexOf(this.diagram.current);
    this.moveTo(this.layout.items.indexOf(items[at < 0 ? 0
      : Math.min(items.length - 1, Math.max(0, at + by))]));
  }

  moveTo(index) {
    const item = this.layout.items[index];
    if (item) {
      this.goTo(item);
    }
  }

  goTo(item) {
    this.makeVisible(item);
    this.diagram.current = item;
    if (!this.detail.panel.hidden) {
      this.open(item);
    }
    this.diagram.reveal(item);
    this.diagram.focus(item);
  }

  search(goes = true) {
    const words = this.get('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    this.found = words.length === 0 ? [] : this.session.items.filter((item) => {
      const text = this.session.textOf(item);
      return this.shown.has(item.layer) && words.every((word) => text.includes(word));
    });
    this.diagram.matches = new Set(this.found);
    this.match = -1;
    this.get('found').textContent = words.length === 0 ? ''
      : this.found.length === 0 ? 'none' : `${this.found.length} found`;
    if (goes && this.found.length > 0) {
      this.match = 0;
      this.showMatch();
    }
    this.diagram.draw();
  }

  showMatch() {
    const item = this.found[this.match];
    this.get('found').textContent = `${this.match + 1} of ${this.found.length}`;
    this.diagram.current = item;
    if (!this.detail.panel.hidden) {
      this.open(item);
    }
    this.diagram.reveal(item);
  }

  goToMatch(by) {
    const count = this.found.length;
    if (count === 0) {
      return;
    }
    this.match = (Math.max(this.match, 0) + by + count) % count;
    this.showMatch();
    if (document.activeElement !== this.get('search')) {
      this.diagram.focus(this.found[this.match]);
    }
  }

  goToLost() {
    const lost = this.session.lost;
    if (lost.length === 0) {
      return;
    }
    const from = this.diagram.current ? this.diagram.current.index : -1;
    const next = lost.find((item) => item.index > from) || lost[0];
    this.goTo(next);
    this.open(next);
  }

  changeTheme() {
    this.theme = {auto: 'light', light: 'dark', dark: 'auto'}[this.theme];
    this.paint();
  }

  paint(theme = this.theme) {
    const isDark = theme === 'dark' || (theme === 'auto' && this.dark.matches);
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    this.get('theme').textContent = 'Theme: ' + this.theme;
  }
}

const explorer = new Explorer(new Session(JSON.parse(document.getElementById('data').textContent)));
