/** Stages that are over once each of many machines has booted. */
export const bootStages: ReadonlySet<string> = new Set(["AwaitMachines", "AwaitMembers", "AwaitRehearsal"]);
