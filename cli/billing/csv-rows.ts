/**
 * Rows of comma-separated values (RFC 4180), as they come: a report may be larger than memory.
 * @throws Error when the text ends within quotes
 */
export const csvRows = async function* (chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  let row: string[] = [];
  let cell = "";
  // Of a quote within quotes only what comes after it says whether it ends them.
  let state: "plain" | "quoted" | "quote" = "plain";
  let isEmpty = true;
  for await (const chunk of chunks)
    for (const letter of chunk) {
      if (state === "quoted") {
        if (letter === '"') state = "quote";
        else cell += letter;
        continue;
      }
      if (letter === '"') {
        if (state === "quote") cell += '"';
        state = "quoted";
        isEmpty = false;
        continue;
      }
      state = "plain";
      if (letter === ",") {
        row.push(cell);
        cell = "";
        isEmpty = false;
      } else if (letter === "\n") {
        if (!isEmpty) yield [...row, cell];
        row = [];
        cell = "";
        isEmpty = true;
      } else if (letter !== "\r") {
        cell += letter;
        isEmpty = false;
      }
    }
  if (state === "quoted") throw new Error("the text ends within quotes");
  if (!isEmpty) yield [...row, cell];
};
