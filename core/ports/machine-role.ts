/** `drill`: no node, but there to restore a snapshot and to be gone again. */
export type MachineRole = "control-plane" | "worker" | "drill";
