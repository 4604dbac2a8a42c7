import type { Construct } from "constructs";
import type { Permission } from "./permission.ts";

export const stagePermissions = (_scope: Construct, _stage: string): Permission[] => [];
