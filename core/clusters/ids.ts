import { typeid } from "typeid-js";

/** Sortable by time of making (UUIDv7). */
export const newClusterId = (): string => typeid("cls").toString();
export const newNodeGroupId = (): string => typeid("ng").toString();
/** @param operationId that takes it: a repeat makes no second one */
export const backupIdOf = (operationId: string): string => operationId.replace(/^op_/, "bkp_");
export const newOperationId = (): string => typeid("op").toString();
