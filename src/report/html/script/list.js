// SPDX-License-Identifier: Apache-2.0
// A list of any length: only the rows that are in sight are elements.

const ROW = 32; // pixels, as in the styles
const BEYOND = 8; // rows above and below

let lists = 0;

class List {
  // `fill(node, row)` puts a node into a row; `choose(node)` is told of a click, or Enter.
  constructor(label, fill_row, choose) {
    this.prefix = `list${++lists}`;
    this.fill_row = fill_row;
    this.choose = choose;
    this.nodes = [];
    this.at = -1;
    this.space = element('div', { class: 'space', role: 'presentation' });
    this.box = element('div', { class: 'list', role: 'listbox', tabindex: 0, 'aria-label': label }, this.space);
    this.box.addEventListener('scroll', () => this.draw());
    this.box.addEventListener('keydown', (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  show(nodes, chosen) {
    this.nodes = nodes;
    this.at = chosen ? nodes.indexOf(chosen) : -1;
    this.space.style.height = `${nodes.length * ROW}px`;
    if (this.at < 0) this.box.scrollTop = 0;
    else this.reveal();
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - BEYOND);
    const last = Math.min(this.nodes.length, first + Math.ceil(this.box.clientHeight / ROW) + 2 * BEYOND);
    const rows = [];
    for (let at = first; at < last; ++at) rows.push(this.row(at));
    this.space.replaceChildren(...rows);
    if (this.at >= first && this.at < last) this.box.setAttribute('aria-activedescendant', `${this.prefix}-${this.at}`);
    else this.box.removeAttribute('aria-activedescendant');
  }

  row(at) {
    const row = element('div', {
      class: 'option', role: 'option', id: `${this.prefix}-${at}`, 'aria-selected': String(at === this.at),
      'aria-setsize': this.nodes.length, 'aria-posinset': at + 1,
    });
    row.style.top = `${at * ROW}px`;
    row.addEventListener('click', () => {
      this.at = at;
      this.choose(this.nodes[at]);
    });
    this.fill_row(this.nodes[at], row);
    return row;
  }

  reveal() {
    const top = this.at * ROW;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    const height = this.box.clientHeight;
    if (top + ROW > this.box.scrollTop + height) this.box.scrollTop = top + ROW - height;
  }

  key(event) {
    const page_rows = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page_rows, PageUp: -page_rows, Home: -Infinity, End: Infinity };
    if (event.key in moves && this.nodes.length > 0) {
      this.at = Math.min(this.nodes.length - 1, Math.max(0, this.at + moves[event.key]));
      this.reveal();
      this.draw();
    } else if ((event.key === 'Enter' || event.key === ' ') && this.at >= 0) this.choose(this.nodes[this.at]);
    else return;
    event.preventDefault();
  }
}
