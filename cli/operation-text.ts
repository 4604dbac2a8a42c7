import type { Operation } from "#cli/api-types.ts";
import { dollars } from "#cli/money.ts";
import { duration } from "#contract/duration.ts";
import { isOver } from "#contract/states.ts";
import { rotationLine } from "./cluster/keys-text.ts";
import { rehearsalLines, upgradeLine } from "./cluster/upgrade-text.ts";
import { CommandError } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import { stageLines } from "./stage-lines.ts";
import { facts } from "./table.ts";
import type { Terminal } from "./terminal.ts";

/** How long it took, from the request on. */
export const operationTime = ({ createdAt, endedAt }: Operation, now = Date.now()): string =>
  duration((endedAt ? Date.parse(endedAt) : now) - Date.parse(createdAt));

const work = {
  "cluster.create": "creating cluster",
  "cluster.delete": "deleting cluster",
  "cluster.restore": "restoring cluster",
  "cluster.hibernate": "hibernating cluster",
  "cluster.wake": "waking cluster",
  "backup.create": "backing up cluster",
  "backup.drill": "proving a backup of cluster",
  "cluster.upgrade": "upgrading cluster",
  "cluster.rollback": "rolling back the upgrade of cluster",
  "keys.rotate": "rotating keys of cluster",
  "control-plane.replace": "replacing a control-plane machine of cluster",
  "cluster.mend": "mending cluster",
  "node-group.create": "adding a node group to cluster",
  "node-group.update": "changing a node group of cluster",
  "node-group.roll": "replacing outdated machines of a node group of cluster",
  "node-group.delete": "deleting a node group of cluster",
  "node.drain": "draining a node of cluster",
  "node.replace": "replacing a node of cluster",
  "node.remove": "removing a node of cluster",
  "credentials.revoke": "revoking credentials for cluster",
} as const satisfies Record<Operation["kind"], string>;

/** @throws CommandError when the operation is over and did not succeed */
export const expectSuccess = (operation: Operation): void => {
  const { id, kind, clusterName, status, error } = operation;
  if (!isOver(status) || status === "succeeded") return;
  const what = work[kind];
  const after = status === "rolled-back" ? " All that it had made has been taken away again." : "";
  const why = error ? `${error.stage ? `${error.stage}: ` : ""}${error.message} (${error.code})` : status;
  throw new CommandError(
    `${what} ${clusterName} failed after ${operationTime(operation)}: ${why}${/[.!)]$/.test(why) ? "" : "."}${after}`,
    exitCodes.failed,
    `\`kubewright operation view ${id}\` shows its stages${kind.startsWith("cluster.") && kind !== "cluster.mend" ? `; \`kubewright cluster delete ${clusterName}\` frees the name` : ""}`,
  );
};

/** What is left of a deleted cluster. */
export const receiptLines = ({ receipt }: Operation): string[] => {
  if (!receipt) return [];
  const { checked, left, checkedAt, bill } = receipt;
  const cost = bill
    ? [
        `Final bill: ${dollars(bill.totalMicros)} at list prices${bill.unrated.length > 0 ? `, without ${bill.unrated.join(", ")}` : ""}.`,
      ]
    : [];
  return left.length === 0
    ? [`Receipt: nothing is left. Looked for ${checked.join(", ")} at ${checkedAt}.`, ...cost]
    : [`Receipt: still there at ${checkedAt}:`, ...left.map((thing) => `  ${thing}`), ...cost];
};

const rollLine = ({ maxSurge, machines: { done, total } }: NonNullable<Operation["roll"]>): string =>
  `${done} of ${total} machines are replaced, ${maxSurge} at a time`;

const pauseText = ({ by, askedAt, since }: NonNullable<Operation["pause"]>): string =>
  since === undefined ? `${by}, ${askedAt}; it stops before its next step` : `${by}, since ${since}`;

export const operationText = (operation: Operation, { styled }: Terminal): string => {
  const { id, kind, clusterName, clusterId, status, error, requestedBy, createdAt, cancelAsked, retryOf, reason } =
    operation;
  const { pause, roll } = operation;
  return [
    facts([
      ["Operation", id],
      ["Kind", kind],
      ["Cluster", `${clusterName} (${clusterId})`],
      ["Status", status],
      ["Asked by", requestedBy],
      ...(operation.upgrade ? [["Upgrade", upgradeLine(operation.upgrade)] as [string, string]] : []),
      ...(operation.keyRotation ? [["Keys", rotationLine(operation.keyRotation)] as [string, string]] : []),
      ...(roll ? [["Roll", rollLine(roll)] as [string, string]] : []),
      ...(reason ? [["Reason", reason.message] as [string, string]] : []),
      ...(retryOf ? [["Repeats", retryOf] as [string, string]] : []),
      ...(pause ? [["Paused by", pauseText(pause)] as [string, string]] : []),
      ...(cancelAsked ? [["Cancelled by", `${cancelAsked.by}, ${cancelAsked.at}`] as [string, string]] : []),
      ["Since", createdAt],
      ["Time", operationTime(operation)],
      ...(error ? [["Error", `${error.stage ?? ""} ${error.code}: ${error.message}`.trim()] as [string, string]] : []),
    ]),
    "",
    ...stageLines(operation, Date.now(), styled),
    ...(operation.upgrade ? rehearsalLines(operation.upgrade) : []),
    ...receiptLines(operation),
  ].join("\n");
};
