import { typeid } from "typeid-js";

/** Sortable by time of making (UUIDv7). */
export const newClusterId = (): string => typeid("cls").toString();
export const newNodeGroupId = (): string => typeid("ng").toString();
export const newOperationId = (): string => typeid("op").toString();
