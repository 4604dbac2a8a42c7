import type { Command } from "commander";

/** What may come after some words of the command line: commands, options with their meaning. */
export interface Place {
  /** Words up to here, such as `cluster create`; empty at the beginning. */
  words: string;
  commands: { name: string; summary: string }[];
  options: { flag: string; summary: string; choices: readonly string[]; takesFile: boolean; takesValue: boolean }[];
}

const shown = (summary: string): string => summary.replace(/[`'"$\\:[\]]/g, "");

/** Every place of the command line, read from the commands themselves. */
export const placesOf = (command: Command, words = ""): Place[] => {
  // Commands of `help` and whatever is hidden are commander's own.
  const commands = command.commands.map((inner) => ({ name: inner.name(), summary: shown(inner.description()) }));
  const options = [
    ...command.options.map((option) => ({
      flag: option.long ?? option.short ?? "",
      summary: shown(option.description),
      choices: option.argChoices ?? [],
      takesFile: /<file>/.test(option.flags),
      takesValue: option.required || option.optional,
    })),
    { flag: "--help", summary: "help", choices: [], takesFile: false, takesValue: false },
  ];
  return [
    { words, commands, options },
    ...command.commands.flatMap((inner) => placesOf(inner, [words, inner.name()].filter(Boolean).join(" "))),
  ];
};
