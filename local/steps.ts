import type { Terminal } from "#cli/terminal.ts";
import { duration } from "#contract/duration.ts";

/** Work that takes a while, shown while it goes on. */
export interface Steps {
  /** Shows the step with its time and what it said last; several may go on at once. @throws what the work throws */
  step<Result>(title: string, work: (say: (line: string) => void) => Promise<Result>): Promise<Result>;
}

interface Active {
  title: string;
  began: number;
  said: string;
}

const spin = ["◐", "◓", "◑", "◒"];

/** On a terminal one redrawn line for each step that goes on; elsewhere a line for whatever is said, and one at the end. */
export const steps = (terminal: Terminal): Steps => {
  const active: Active[] = [];
  const { styled, isTty } = terminal;

  const activeLine = ({ title, began, said }: Active, now: number): string => {
    const mark = styled("cyan", spin[Math.floor(now / 250) % spin.length] ?? "◐");
    return `  ${mark} ${styled("bold", title)}  ${duration(now - began)}${said ? `  ${styled("dim", said)}` : ""}`;
  };
  const draw = (): void => {
    const now = Date.now();
    if (active.length > 0) terminal.redraw(active.map((step) => activeLine(step, now)));
  };
  let timer: NodeJS.Timeout | undefined;

  const finish = (step: Active, mark: string): void => {
    active.splice(active.indexOf(step), 1);
    const line = `  ${mark} ${step.title}  ${duration(Date.now() - step.began)}`;
    if (isTty) {
      terminal.redraw([line]);
      terminal.keep();
      draw();
    } else terminal.line(line);
    if (active.length === 0) clearInterval(timer);
  };

  return {
    async step(title, work) {
      const step: Active = { title, began: Date.now(), said: "" };
      active.push(step);
      if (active.length === 1 && isTty) timer = setInterval(draw, 125);
      draw();
      try {
        const result = await work((line) => {
          step.said = line;
          if (!isTty) terminal.line(`    ${title}: ${line}`);
        });
        finish(step, styled("green", "✓"));
        return result;
      } catch (error) {
        finish(step, styled("red", "✗"));
        throw error;
      }
    },
  };
};
