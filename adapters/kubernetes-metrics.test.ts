import { expect, test } from "@jest/globals";
import { deprecatedIn } from "./kubernetes-metrics.ts";

test("deprecated APIs that were asked for, where it is known when they go", () => {
  const metrics = [
    "# HELP apiserver_requested_deprecated_apis [STABLE] Gauge of deprecated APIs",
    'apiserver_requested_deprecated_apis{group="flowcontrol.apiserver.k8s.io",removed_release="1.32",resource="flowschemas",subresource="",version="v1beta3"} 1',
    'apiserver_requested_deprecated_apis{group="",removed_release="",resource="componentstatuses",subresource="",version="v1"} 1',
    'apiserver_requested_deprecated_apis{group="x",removed_release="1.40",resource="y",subresource="",version="v1"} 0',
    "apiserver_requests 4",
  ].join("\n");
  expect(deprecatedIn(metrics)).toEqual([
    { api: "flowcontrol.apiserver.k8s.io/v1beta3 flowschemas", removedIn: "1.32" },
  ]);
});
