import type { Place } from "./words.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

const quoted = (words: string): string => `'${words}'`;

const choicesOf = (places: Place[]): Map<string, readonly string[]> => {
  const found = new Map<string, readonly string[]>();
  for (const { words, options } of places)
    for (const { flag, choices } of options) if (choices.length > 0) found.set(`${words} ${flag}`.trim(), choices);
  return found;
};

/** Words so far without options make the place; after an option that takes a file, files. */
const bash = (places: Place[]): string => {
  const files = [
    ...new Set(places.flatMap(({ options }) => options.filter((one) => one.takesFile).map(({ flag }) => flag))),
  ];
  const valued = [
    ...new Set(places.flatMap(({ options }) => options.filter((one) => one.takesValue).map(({ flag }) => flag))),
  ];
  return `# Completion of kubewright for bash: source <(kubewright completion bash)
_kubewright() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} place="" next i
  for ((i = 1; i < COMP_CWORD; i++)); do
    next="\${place:+$place }\${COMP_WORDS[i]}"
    case "$next" in
${places
  .filter(({ words }) => words !== "")
  .map(({ words }) => `      ${quoted(words)}) place=$next ;;`)
  .join("\n")}
    esac
  done
  case "$place $previous" in
${[...choicesOf(places)].map(([at, choices]) => `    ${quoted(at.includes(" ") ? at : ` ${at}`)}) COMPREPLY=($(compgen -W ${quoted(choices.join(" "))} -- "$word")); return ;;`).join("\n")}
  esac
  case "$previous" in
    ${files.join("|")}) COMPREPLY=($(compgen -f -- "$word")); return ;;
    ${valued.join("|")}) return ;;
  esac
  case "$place" in
${places
  .map(
    ({ words, commands, options }) =>
      `    ${quoted(words)}) COMPREPLY=($(compgen -W ${quoted([...commands.map(({ name }) => name), ...options.map(({ flag }) => flag)].join(" "))} -- "$word")) ;;`,
  )
  .join("\n")}
  esac
}
complete -F _kubewright kubewright ./kubewright
`;
};

/** zsh runs bash's completions; only its own system has to be there first. */
const zsh = (places: Place[]): string =>
  `#compdef kubewright
# Completion of kubewright for zsh: source <(kubewright completion zsh)
(( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit; }
autoload -Uz bashcompinit && bashcompinit
${bash(places).split("\n").slice(1).join("\n")}`;

const fish = (places: Place[]): string => {
  const lines = places.flatMap(({ words, commands, options }) => {
    const at = `__kubewright_at ${words === "" ? "''" : quoted(words)}`;
    return [
      ...commands.map(({ name, summary }) => `complete -c kubewright -f -n "${at}" -a ${name} -d '${summary}'`),
      ...options.map(
        ({ flag, summary, choices, takesFile, takesValue }) =>
          `complete -c kubewright -n "${at}" -l ${flag.replace(/^-+/, "")} -d '${summary}'${takesFile ? " -r" : takesValue ? " -x" : ""}${choices.length > 0 ? ` -a '${choices.join(" ")}'` : ""}`,
      ),
    ];
  });
  const known = places.map(({ words }) => words).filter((words) => words !== "");
  return `# Completion of kubewright for fish: kubewright completion fish | source
function __kubewright_at
  set -l place ''
  for word in (commandline -opc)[2..]
    set -l next (string trim -- "$place $word")
    if contains -- $next ${known.map(quoted).join(" ")}
      set place $next
    end
  end
  test "$place" = "$argv[1]"
end
complete -c kubewright -f
${lines.join("\n")}
`;
};

/** A script that completes the command line in a shell. */
export const completionScript = (shell: Shell, places: Place[]): string => ({ bash, zsh, fish })[shell](places);
