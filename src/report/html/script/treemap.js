// SPDX-License-Identifier: Apache-2.0
// The bundle as a treemap on a canvas. Each area is exactly in proportion to the bytes; directories are wider gaps and
// labels above their files. What is too small to be seen is drawn together.

const SMALLEST = 10; // square pixels of a file
const OPEN = 12; // pixels of the shorter side of a directory whose files are drawn

function read_color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Does white stand out more than black? One of them has 4.58:1 or more. Relative luminance of WCAG 2.2, its curve about that of 2.2.
function is_dark(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  return 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2 < 0.179;
}

// So that colour is not the only sign.
function pattern_of(kind, color) {
  if (!kind) return null;
  const tile = element('canvas', { width: 16, height: 16 });
  const brush = tile.getContext('2d');
  brush.strokeStyle = brush.fillStyle = is_dark(color) ? 'rgba(255,255,255,.34)' : 'rgba(0,0,0,.2)';
  brush.lineWidth = 2;
  const line = (...points) => {
    brush.beginPath();
    brush.moveTo(points[0], points[1]);
    brush.lineTo(points[2], points[3]);
    brush.stroke();
  };
  if (kind === 'hatch' || kind === 'cross') for (const at of [-16, -8, 0, 8]) line(at - 2, 18, at + 18, -2);
  if (kind === 'cross') for (const at of [-8, 0, 8, 16]) line(at - 2, -2, at + 18, 18);
  if (kind === 'lines') for (const at of [4, 12]) line(0, at, 16, at);
  if (kind === 'dots') {
    for (const [x, y] of [[4, 4], [12, 12]]) {
      brush.beginPath();
      brush.arc(x, y, 2, 0, 7);
      brush.fill();
    }
  }
  return tile;
}

function paints_of(classes) {
  return classes.map((one) => {
    const color = read_color(one.color);
    return { color, ink: is_dark(color) ? '#ffffff' : '#000000', tile: pattern_of(one.pattern, color) };
  });
}

function fill(brush, paint, x, y, width, height) {
  brush.fillStyle = paint.color;
  brush.fillRect(x, y, width, height);
  if (!paint.tile || width < 3 || height < 3) return;
  brush.fillStyle = paint.pattern ??= brush.createPattern(paint.tile, 'repeat');
  brush.fillRect(x, y, width, height);
}

class Treemap {
  // `on`: open(node), select(node), climb(), hover(node, event), focus(node)
  constructor(label, on) {
    this.on = on;
    this.canvas = element('canvas', {
      tabindex: 0, role: 'application', 'aria-roledescription': 'treemap',
      'aria-label': `${label}: files by bytes. Arrow keys move, Enter opens, Backspace goes up.`,
    });
    this.empty = element('p', { text: 'There are no bytes in here.', hidden: '' });
    this.box = element('div', { class: 'canvas' }, this.canvas, this.empty);
    this.canvas.addEventListener('mousemove', (event) => this.on.hover(this.leaf_at(event), event));
    this.canvas.addEventListener('mouseleave', () => this.on.hover(null));
    this.canvas.addEventListener('click', (event) => this.click(event));
    this.canvas.addEventListener('keydown', (event) => this.key(event));
    this.canvas.addEventListener('focus', () => this.draw());
    this.canvas.addEventListener('blur', () => this.draw());
    new ResizeObserver(() => this.layout()).observe(this.box);
  }

  // `wanted`: of each file, whether it is looked for; none: all are.
  show(node, colors, wanted) {
    if (node !== this.node) this.cursor = null;
    this.node = node;
    this.colors = colors;
    this.wanted = wanted;
    this.paint();
    this.layout();
  }

  paint() {
    if (this.colors) this.paints = paints_of(this.colors.classes);
  }

  layout() {
    this.width = this.box.clientWidth;
    this.height = this.box.clientHeight;
    if (!this.node || this.width === 0 || this.height === 0) return;
    this.tops = [];
    this.leaves = [];
    this.frames = [];
    const share = this.node.inside > 0 ? this.node.bytes / this.node.inside : 0;
    this.place(this.node, [0, 0, this.width, this.height], 0, 0, share);
    this.canvas.cells = this.leaves;
    this.empty.hidden = this.node.bytes > 0;
    this.draw();
  }

  // The children of a node that are drawn: those too small for themselves are one.
  items(node, area) {
    const all = node.children.filter((child) => child.bytes > 0);
    const least = (SMALLEST * node.inside) / area;
    const large = all.findIndex((child) => child.bytes < least);
    if (large < 0 || all.length - large < 3) return all;
    const small = all.slice(large);
    const inside = small.reduce((sum, child) => sum + child.bytes, 0);
    const rest = { index: -1, name: `${plural(small.length, 'smaller item')}`, parent: node, children: small, bytes: inside, inside, rest: true };
    sum_up(rest, this.colors, this.wanted);
    rest.count = small.reduce((sum, child) => sum + child.count, 0);
    return [...all.slice(0, large), rest].sort((a, b) => b.bytes - a.bytes);
  }

  // `share`: what a byte of a member counts, where the node is an archive or lies in one.
  place(node, [x, y, width, height], depth, offset, share) {
    const items = this.items(node, width * height);
    const total = items.reduce((sum, item) => sum + item.bytes, 0);
    if (total === 0) return;
    const scale = (width * height) / total;
    squarify(items.map((item) => item.bytes * scale), x, y, width, height, (at, left, top, wide, high) => {
      const item = items[at];
      const cell = { node: item, x: left, y: top, w: wide, h: high, bytes: item.bytes * share, depth };
      if (depth === 0) this.tops.push(cell);
      const opens = item.children && !item.rest && Math.min(wide, high) >= OPEN && item.children.some((child) => child.bytes > 0);
      if (!opens) return this.leaves.push(cell);
      const labelled = depth < 2 && wide > 56 && high > 40;
      const shift = left === x && top === y ? offset : 0;
      this.frames.push({ ...cell, labelled, shift });
      this.place(item, [left, top, wide, high], depth + 1, labelled ? shift + 19 : shift, (share * item.bytes) / item.inside);
    });
  }

  draw() {
    if (!this.leaves) return;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    const brush = this.canvas.getContext('2d');
    brush.scale(ratio, ratio);
    brush.textBaseline = 'middle';
    for (const leaf of this.leaves) this.draw_leaf(brush, leaf);
    this.draw_gaps(brush);
    const labels = this.frames.filter((frame) => frame.labelled).map((frame) => this.label(brush, frame));
    for (const leaf of this.leaves) this.draw_name(brush, leaf, labels);
    for (const label of labels) this.draw_label(brush, label);
    this.draw_marks(brush);
    this.draw_rings(brush);
  }

  is_dim(node) {
    return this.wanted && node.hits === 0;
  }

  draw_leaf(brush, leaf) {
    brush.globalAlpha = this.is_dim(leaf.node) ? 0.16 : 1;
    fill(brush, this.paints[class_of(leaf.node, this.colors)], leaf.x, leaf.y, leaf.w, leaf.h);
    brush.globalAlpha = 1;
  }

  draw_gaps(brush) {
    brush.strokeStyle = read_color('--map-gap');
    const outline = (cells, width) => {
      brush.lineWidth = width;
      brush.beginPath();
      for (const cell of cells) if (cell.w > width && cell.h > width) brush.rect(cell.x, cell.y, cell.w, cell.h);
      brush.stroke();
    };
    outline(this.leaves.filter((leaf) => leaf.w > 4 && leaf.h > 4), 1);
    outline(this.frames.filter((frame) => frame.depth > 0), 2);
    outline(this.tops, 4);
  }

  draw_name(brush, leaf, labels) {
    if (leaf.w < 52 || leaf.h < 20 || this.is_dim(leaf.node)) return;
    // Below the labels of directories, if they reach into it.
    const covers = (label) => label.x < leaf.x + leaf.w && label.x + label.w > leaf.x && label.y < leaf.y + leaf.h && label.y + 17 > leaf.y;
    const from = Math.max(leaf.y, ...labels.filter(covers).map((label) => label.y + 17));
    const high = leaf.y + leaf.h - from;
    if (high < 20) return;
    brush.font = '12px system-ui, sans-serif';
    const paint = this.paints[class_of(leaf.node, this.colors)];
    const name = shortened(brush, leaf.node.name, leaf.w - 14);
    if (name.length < 3 && name !== leaf.node.name) return;
    const wide = brush.measureText(name).width;
    const sized = high > 42 && leaf.w > 70;
    const [x, y] = [leaf.x + (leaf.w - wide) / 2, from + high / 2 - (sized ? 7 : 0)];
    this.plate(brush, paint, x - 4, y - 9, wide + 8, 18);
    brush.fillText(name, x, y);
    if (!sized) return;
    brush.font = '11px system-ui, sans-serif';
    const bytes = size_words(leaf.node.bytes);
    const across = brush.measureText(bytes).width;
    this.plate(brush, paint, leaf.x + (leaf.w - across) / 2 - 4, y + 9, across + 8, 15);
    brush.fillText(bytes, leaf.x + (leaf.w - across) / 2, y + 16);
  }

  // Under text no pattern.
  plate(brush, paint, x, y, width, height) {
    if (paint.tile) {
      brush.fillStyle = paint.color;
      brush.fillRect(x, y, width, height);
    }
    brush.fillStyle = paint.ink;
  }

  label(brush, frame) {
    const font = `${frame.depth === 0 ? '600 ' : ''}12px system-ui, sans-serif`;
    brush.font = font;
    const text = shortened(brush, `${frame.node.name}${frame.node.index < 0 ? '/' : ''}`, frame.w - 18);
    return { text, font, depth: frame.depth, x: frame.x + 4, y: frame.y + 4 + frame.shift, w: brush.measureText(text).width + 10 };
  }

  draw_label(brush, label) {
    brush.font = label.font;
    brush.globalAlpha = 0.94;
    brush.fillStyle = read_color('--card');
    brush.beginPath();
    brush.roundRect(label.x, label.y, label.w, 17, 4);
    brush.fill();
    brush.globalAlpha = 1;
    brush.fillStyle = read_color(label.depth === 0 ? '--text' : '--muted');
    brush.fillText(label.text, label.x + 5, label.y + 9);
  }

  // What is wrong is seen however small it is.
  draw_marks(brush) {
    let marks = 0;
    for (const leaf of this.leaves) {
      const kind = class_of(leaf.node, this.colors);
      if (!this.colors.classes[kind].urgent || Math.min(leaf.w, leaf.h) >= 8 || this.is_dim(leaf.node) || ++marks > 300) continue;
      brush.fillStyle = this.paints[kind].color;
      brush.strokeStyle = read_color('--card');
      brush.lineWidth = 1.5;
      brush.beginPath();
      brush.arc(leaf.x + leaf.w / 2, leaf.y + leaf.h / 2, 4.5, 0, 7);
      brush.fill();
      brush.stroke();
    }
  }

  draw_rings(brush) {
    const ring = (cell) => {
      brush.lineWidth = 5;
      brush.strokeStyle = read_color('--map-gap');
      brush.strokeRect(cell.x + 2, cell.y + 2, Math.max(cell.w - 4, 1), Math.max(cell.h - 4, 1));
      brush.lineWidth = 3;
      brush.strokeStyle = read_color('--map-ring');
      brush.strokeRect(cell.x + 2, cell.y + 2, Math.max(cell.w - 4, 1), Math.max(cell.h - 4, 1));
    };
    const chosen = this.chosen && [...this.leaves, ...this.frames].find((cell) => cell.node === this.chosen);
    if (chosen) ring(chosen);
    if (document.activeElement === this.canvas && this.cursor) ring(this.cursor);
  }

  choose(node) {
    this.chosen = node;
    this.draw();
  }

  leaf_at(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const hit = (cell) => x >= cell.x && x < cell.x + cell.w && y >= cell.y && y < cell.y + cell.h;
    const found = (this.leaves || []).find(hit);
    return found ? found.node : null;
  }

  // One level down, towards what was clicked.
  click(event) {
    const leaf = this.leaf_at(event);
    if (!leaf) return;
    let child = leaf;
    const tops = new Set(this.tops.map((cell) => cell.node));
    while (!tops.has(child)) child = child.parent;
    if (child.children) this.on.open(child);
    if (!leaf.children) this.on.select(leaf);
  }

  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (steps[event.key]) this.move(...steps[event.key]);
    else if (event.key === 'Backspace' || event.key === 'Escape') this.on.climb();
    else if (event.key === 'Home') this.point(this.tops[0]);
    else if ((event.key === 'Enter' || event.key === ' ') && this.cursor) {
      if (this.cursor.node.children) this.on.open(this.cursor.node);
      else this.on.select(this.cursor.node);
    } else return;
    event.preventDefault();
  }

  point(cell) {
    if (!cell) return;
    this.cursor = cell;
    this.on.focus(cell.node);
    this.draw();
  }

  // To the nearest in that direction, sideways counting double.
  move(right, down) {
    const from = this.cursor && this.tops.find((cell) => cell.node === this.cursor.node);
    if (!from) return this.point(this.tops[0]);
    const middle = (cell) => [cell.x + cell.w / 2, cell.y + cell.h / 2];
    const [x, y] = middle(from);
    let best = null;
    let least = Infinity;
    for (const cell of this.tops) {
      const [left, top] = middle(cell);
      const ahead = (left - x) * right + (top - y) * down;
      const aside = Math.abs((left - x) * down) + Math.abs((top - y) * right);
      if (cell === from || ahead <= 0.5 || ahead + 2 * aside >= least) continue;
      least = ahead + 2 * aside;
      best = cell;
    }
    this.point(best);
  }
}

function shortened(brush, text, width) {
  if (text.length > 200) text = `${text.slice(0, 200)}…`;
  if (brush.measureText(text).width <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (brush.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}
