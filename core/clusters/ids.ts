import { typeid } from "typeid-js";

/** Sortable by time of making (UUIDv7). */
export const newClusterId = (): string => typeid("cls").toString();
export const newNodeGroupId = (): string => typeid("ng").toString();
/** @param operationId that takes it: a repeat makes no second one */
export const backupIdOf = (operationId: string): string => operationId.replace(/^op_/, "bkp_");
/** Of one more that an operation takes. */
export const newBackupId = (): string => typeid("bkp").toString();
export const newOperationId = (): string => typeid("op").toString();
