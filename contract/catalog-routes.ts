import { CatalogMachineType, CatalogVersion, CatalogZone, MachineTypeQuery } from "./catalog.ts";
import { listOf } from "./pages.ts";

/** Calls that tell what is on offer; part of the table in routes.ts. */
export const catalogRoutes = {
  catalogVersions: {
    operationId: "catalogVersions",
    method: "GET",
    path: "/catalog/versions",
    summary: "Kubernetes versions on offer, newest first, with the components that come with them",
    role: "viewer",
    status: 200,
    answer: listOf(CatalogVersion, "CatalogVersions"),
    problems: [],
  },
  catalogMachineTypes: {
    operationId: "catalogMachineTypes",
    method: "GET",
    path: "/catalog/machine-types",
    summary: "Machine types on offer, with the zones that have them and what they cost an hour",
    role: "viewer",
    query: MachineTypeQuery,
    status: 200,
    answer: listOf(CatalogMachineType, "CatalogMachineTypes"),
    problems: [],
  },
  catalogZones: {
    operationId: "catalogZones",
    method: "GET",
    path: "/catalog/zones",
    summary: "Zones of the region that take machines now",
    role: "viewer",
    status: 200,
    answer: listOf(CatalogZone, "CatalogZones"),
    problems: [],
  },
} as const;
