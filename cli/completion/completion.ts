import { Argument, Command } from "commander";
import type { World } from "#cli/command.ts";
import { completionScript, type Shell, shells } from "./shells.ts";
import { placesOf } from "./words.ts";

/** @param whole the program that is completed, as it stands when the command runs */
export const completion = (world: World, whole: () => Command): Command =>
  new Command("completion")
    .description("print a script that completes commands and options in a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .addHelpText(
      "after",
      "\n  bash: source <(kubewright completion bash)\n  zsh:  source <(kubewright completion zsh)\n  fish: kubewright completion fish | source",
    )
    .action((shell: Shell) => world.out.line(completionScript(shell, placesOf(whole())).trimEnd()));
