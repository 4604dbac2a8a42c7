/** So many more than any that there is: `control-plane-3` and on. None is given twice. */
export const nextSlots = (slots: readonly string[], count: number): string[] => {
  const numbers = slots.map((slot) => Number(/^control-plane-(\d+)$/.exec(slot)?.[1] ?? -1));
  const first = Math.max(-1, ...numbers) + 1;
  return Array.from({ length: count }, (_, i) => `control-plane-${first + i}`);
};
