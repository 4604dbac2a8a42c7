import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { duration } from "#contract/duration.ts";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import type { Backup, Cluster } from "../../api/types.ts";
import { paths } from "../../paths.ts";
import { forbids } from "../../session/may.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { Awaited } from "../../ui/Awaited.tsx";
import { bytes } from "../../ui/bytes.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { Fault } from "../../ui/Fault.tsx";
import { More } from "../../ui/More.tsx";
import { Section } from "../../ui/Section.tsx";
import { moment, since } from "../../ui/times.ts";
import { DrillReport } from "./DrillReport.tsx";
import { useChange } from "./use-change.ts";
import { whyNot } from "./why-not.ts";

const { backups: words } = texts;

const useBackups = (clusterId: string, busy: boolean) =>
  useInfiniteQuery({
    queryKey: ["backups", clusterId],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET("/clusters/{clusterId}/backups", {
          params: { path: { clusterId }, query: { pageSize: 30, ...(pageParam ? { pageToken: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    refetchInterval: lookAgain(() => (busy ? 2 * pace.busy : pace.calm)),
  });

const facts: Column<Backup>[] = [
  { head: words.taken, cell: ({ takenAt }) => <span title={moment(takenAt)}>{since(takenAt)}</span> },
  { head: words.why, cell: ({ reason, requestedBy }) => words.reason(reason, requestedBy) },
  { head: words.size, cell: ({ sizeBytes }) => bytes(sizeBytes), number: true },
  { head: words.version, cell: ({ kubernetesVersion }) => kubernetesVersion },
  { head: words.keys, cell: ({ keys }) => keys.toLocaleString("en"), number: true },
  {
    head: words.proven,
    cell: ({ drill }) => (drill ? <span title={moment(drill.at)}>{words.drilled(drill)}</span> : words.undrilled),
  },
  { head: words.until, cell: ({ expiresAt }) => moment(expiresAt) },
];

interface Asked {
  what: "restore" | "delete";
  backup: Backup;
}

const Ask = ({ cluster: { id, name }, asked, onClose }: { cluster: Cluster; asked: Asked; onClose: () => void }) => {
  const { what, backup } = asked;
  const { act, isPending, error } = useChange<undefined>(
    id,
    (_, header) =>
      what === "restore"
        ? answered(
            api.POST("/clusters/{clusterId}/restore", {
              params: { path: { clusterId: id }, header },
              body: { backupId: backup.id },
            }),
          )
        : answered(
            api.DELETE("/clusters/{clusterId}/backups/{backupId}", {
              params: { path: { clusterId: id, backupId: backup.id } },
            }),
          ),
    onClose,
  );
  return (
    <Confirm
      head={words.head[what](moment(backup.takenAt))}
      act={words.act[what]}
      {...(what === "restore" ? { typed: name } : {})}
      busy={isPending}
      error={error}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <p>{words.body[what]}</p>
    </Confirm>
  );
};

/** Snapshots of the cluster's etcd: what there is, taking one, and going back to one. */
const Backups = ({ cluster }: { cluster: Cluster }) => {
  const { id, activeOperation, backups: schedule, recovery } = cluster;
  const asked = useBackups(id, activeOperation !== undefined);
  const [asking, setAsking] = useState<Asked>();
  const [search, setSearch] = useSearchParams();
  const chosen = search.get("backup");
  const navigate = useNavigate();
  const take = useChange(id, (_: undefined, header) =>
    answered(api.POST("/clusters/{clusterId}/backups", { params: { path: { clusterId: id }, header } })),
  );
  const drill = useChange(id, (backupId: string, header) => {
    const params = { path: { clusterId: id, backupId }, header };
    return answered(api.POST("/clusters/{clusterId}/backups/{backupId}/drill", { params }));
  });
  const acts: Column<Backup> = {
    head: texts.groups.acts,
    cell: (backup) => (
      <span className="kw-acts">
        <Act
          variant="inline-link"
          why={whyNot("clusterRestore", cluster)}
          onClick={() => setAsking({ what: "restore", backup })}
        >
          {words.act.restore}
        </Act>
        <Act
          variant="inline-link"
          why={forbids("clusterCreate")}
          onClick={() => void navigate(paths.createFrom(id, backup.id))}
        >
          {words.act.anew}
        </Act>
        <Act
          variant="inline-link"
          why={whyNot("backupDrill", cluster)}
          loading={drill.isPending}
          onClick={() => drill.act(backup.id)}
        >
          {words.act.drill}
        </Act>
        {backup.drill && (
          <Act variant="inline-link" onClick={() => setSearch({ backup: backup.id }, { replace: true })}>
            {words.act.report}
          </Act>
        )}
        <Act variant="inline-link" why={forbids("backupDelete")} onClick={() => setAsking({ what: "delete", backup })}>
          {words.act.delete}
        </Act>
      </span>
    ),
  };
  return (
    <Section
      head={texts.cluster.tab.backups}
      actions={
        <Act
          why={whyNot("backupCreate", cluster)}
          loading={take.isPending}
          loadingText={words.take}
          onClick={() => take.act(undefined)}
        >
          {words.take}
        </Act>
      }
    >
      {schedule && (
        <p className="kw-quiet">
          {words.schedule(schedule)} {words.fixed}
        </p>
      )}
      <p className="kw-quiet">
        {recovery?.rpoSeconds === undefined || recovery.rtoSeconds === undefined
          ? words.unproven
          : words.recovery(duration(recovery.rpoSeconds * 1000), duration(recovery.rtoSeconds * 1000))}
      </p>
      {take.error && <Fault error={take.error} />}
      {drill.error && <Fault error={drill.error} />}
      <Awaited of={asked}>
        {({ pages }) => (
          <DataTable
            label={texts.cluster.tab.backups}
            columns={[...facts, acts]}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={(backup) => backup.id}
            empty={words.none}
          />
        )}
      </Awaited>
      <More of={asked} />
      {chosen && <DrillReport clusterId={id} backupId={chosen} onClose={() => setSearch({}, { replace: true })} />}
      {asking && <Ask cluster={cluster} asked={asking} onClose={() => setAsking(undefined)} />}
    </Section>
  );
};
export default Backups;
