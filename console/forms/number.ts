/** What is no number goes as it is, so that the service says what is allowed there. */
export const number = (text: string): number =>
  text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : (text as never);
