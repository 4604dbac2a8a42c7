import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "#cli/api-types.ts";
import { duration } from "#contract/duration.ts";
import { isOver } from "#contract/states.ts";
import type { Client } from "./api-types.ts";
import { rehearsalLines } from "./cluster/upgrade-text.ts";
import { CommandError } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import { newStageLines, stageLines } from "./stage-lines.ts";
import type { Terminal } from "./terminal.ts";

interface WatchOrder {
  client: Client;
  /** Where progress is shown. */
  terminal: Terminal;
  /** Ends the waiting, not the operation. */
  signal: AbortSignal;
  /** Milliseconds that are waited at most; undefined: as long as it takes. */
  timeout?: number | undefined;
}

/** Between two looks at the service, and between two pictures of the same look. */
const lookEvery = 1_000;
const drawEvery = 125;

export const heads = {
  "cluster.create": "Creating cluster",
  "cluster.delete": "Deleting cluster",
  "cluster.restore": "Restoring cluster",
  "cluster.hibernate": "Hibernating cluster",
  "cluster.wake": "Waking cluster",
  "backup.create": "Backing up cluster",
  "backup.drill": "Proving a backup of cluster",
  "cluster.upgrade": "Upgrading cluster",
  "cluster.rollback": "Rolling back the upgrade of cluster",
  "keys.rotate": "Rotating keys of cluster",
  "control-plane.replace": "Replacing a control-plane machine of cluster",
  "cluster.mend": "Mending cluster",
  "node-group.create": "Adding a node group to cluster",
  "node-group.update": "Changing a node group of cluster",
  "node-group.roll": "Replacing outdated machines of a node group of cluster",
  "node-group.delete": "Deleting a node group of cluster",
  "node.drain": "Draining a node of cluster",
  "node.replace": "Replacing a node of cluster",
  "node.remove": "Removing a node of cluster",
  "credentials.revoke": "Revoking credentials for cluster",
} as const satisfies Record<Operation["kind"], string>;

/**
 * Shows an operation's stages as they happen until it is over: redrawn on a terminal, one line for each that has ended elsewhere.
 * @returns the operation as it ended, whichever way
 * @throws CommandError when interrupted or out of time; the operation goes on then
 */
export const watchOperation = async (first: Operation, order: WatchOrder): Promise<Operation> => {
  const { client, terminal, signal, timeout } = order;
  const began = Date.now();
  terminal.line(`${heads[first.kind]} ${terminal.styled("bold", first.clusterName)} (${first.id})`);
  let before: Operation | undefined;
  let now = first;
  const draw = () => terminal.redraw(stageLines(now, Date.now(), terminal.styled));
  const timer = terminal.isTty ? setInterval(draw, drawEvery) : undefined;
  try {
    for (;;) {
      draw();
      if (!terminal.isTty) for (const line of newStageLines(before, now)) terminal.line(line);
      if (now.status === "paused" && before?.status !== "paused") terminal.line(pausedLine(now));
      if (isOver(now.status)) return now;
      if (timeout !== undefined && Date.now() - began > timeout)
        throw goesOn(`operation ${now.id} is not over after ${duration(timeout)}`, exitCodes.timedOut, now);
      await sleep(lookEvery, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw goesOn("interrupted; the operation goes on", exitCodes.interrupted, now);
      before = now;
      now = await client("operationView", { params: { operationId: now.id } });
    }
  } finally {
    clearInterval(timer);
    terminal.keep();
    for (const line of now.upgrade ? rehearsalLines(now.upgrade) : []) terminal.line(line);
  }
};

const pausedLine = ({ id, pause }: Operation): string =>
  `Paused by ${pause?.by} since ${pause?.since}; \`kubewright operation resume ${id}\` goes on.`;

const goesOn = (message: string, exitCode: 7 | 130, { id }: Operation): CommandError =>
  new CommandError(message, exitCode, `\`kubewright operation watch ${id}\` shows how it goes on`);
