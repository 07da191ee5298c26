/**
 * Returns attributes of a link in the drawing. SVG attributes are case-sensitive: `tabIndex` would have no effect. One
 * of the links is the tab stop, from which the arrow keys reach the others.
 */
export const svgAttributes = (focusable: boolean, top: number) => ({
  tabindex: focusable ? 0 : -1,
  transform: `translate(0 ${top})`,
});
