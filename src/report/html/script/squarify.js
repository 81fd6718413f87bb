// SPDX-License-Identifier: Apache-2.0
// Squarified treemaps (Bruls, Huizing and van Wijk, "Squarified Treemaps", Data Visualization 2000): rectangles are put
// in rows along the shorter side of what is left, and a row grows as long as its worst proportion gets no worse.

function worst(sum, least, most, side) {
  const square = side * side;
  return Math.max((square * most) / (sum * sum), (sum * sum) / (square * least));
}

// `areas` from the largest on, all above zero; their sum is that of the rectangle. Calls place(number, x, y, width,
// height) for each.
function squarify(areas, x, y, width, height, place) {
  let at = 0;
  while (at < areas.length) {
    const side = Math.min(width, height);
    let end = at + 1;
    let sum = areas[at];
    let now = worst(sum, areas[at], areas[at], side);
    while (end < areas.length) {
      const next = worst(sum + areas[end], areas[end], areas[at], side);
      if (next > now) break;
      sum += areas[end];
      now = next;
      end += 1;
    }
    const last = end === areas.length;
    const upright = width >= height;
    const thick = last ? (upright ? width : height) : side > 0 ? sum / side : 0;
    let along = upright ? y : x;
    for (; at < end; ++at) {
      const long = sum > 0 ? (areas[at] / sum) * side : 0;
      if (upright) place(at, x, along, thick, long);
      else place(at, along, y, long, thick);
      along += long;
    }
    if (upright) {
      x += thick;
      width = Math.max(0, width - thick);
    } else {
      y += thick;
      height = Math.max(0, height - thick);
    }
  }
}
