/** `5.1 MiB`. */
export const bytes = (count: number): string => {
  if (count < 1024) return `${count} B`;
  const power = Math.min(3, Math.floor(Math.log2(count) / 10));
  return `${(count / 1024 ** power).toFixed(1)} ${["KiB", "MiB", "GiB"][power - 1]}`;
};
