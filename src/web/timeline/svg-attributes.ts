/**
 * Attributes of a link in the drawing by their own names: SVG tells capitals apart, and would take no notice of
 * `tabIndex`. Of all the links one is a tab stop, from which the arrow keys go on.
 */
export const svgAttributes = (focusable: boolean, top: number) => ({
  tabindex: focusable ? 0 : -1,
  transform: `translate(0 ${top})`,
});
