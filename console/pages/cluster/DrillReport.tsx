import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { duration } from "#contract/duration.ts";
import { answered, api } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { moment } from "../../ui/times.ts";
import { spoken } from "../../ui/words.ts";

const { drill: words } = texts;

const useBackup = (clusterId: string, backupId: string) =>
  useQuery({
    queryKey: ["backup", clusterId, backupId],
    queryFn: () =>
      answered(api.GET("/clusters/{clusterId}/backups/{backupId}", { params: { path: { clusterId, backupId } } })),
  });

interface Props {
  clusterId: string;
  backupId: string;
  onClose: () => void;
}

/** What came of restoring a backup on a machine of its own: how long each step took, and what was read. */
export const DrillReport = ({ clusterId, backupId, onClose }: Props) => (
  <div className="kw-node-details">
    <Awaited of={useBackup(clusterId, backupId)}>
      {({ takenAt, drill }) => (
        <>
          <div className="kw-section-head">
            <h3>{words.head(moment(takenAt))}</h3>
            {drill && (
              <StatusIndicator type={drill.ok ? "success" : "error"}>
                {drill.ok ? words.ok : (drill.message ?? words.failed)}
              </StatusIndicator>
            )}
            <div className="kw-actions">
              <Button variant="icon" iconName="close" ariaLabel={texts.close} onClick={onClose} />
            </div>
          </div>
          {drill ? (
            <>
              <Facts
                facts={[
                  [words.when, moment(drill.at)],
                  [words.hash, drill.hashVerified ? words.same : words.other],
                  [words.took, duration((drill.seconds ?? 0) * 1000)],
                  ...(drill.steps ?? []).map(({ name, seconds }) => [spoken(name), duration(seconds * 1000)] as const),
                  [
                    texts.operation.one,
                    <Link key="operation" to={paths.operation(drill.operationId)}>
                      {texts.events.look}
                    </Link>,
                  ],
                ]}
              />
              <DataTable
                label={words.read}
                rows={Object.entries(drill.kinds ?? {}).sort(([a], [b]) => a.localeCompare(b))}
                rowKey={([kind]) => kind}
                empty={words.nothing}
                columns={[
                  { head: words.resource, cell: ([kind]) => kind },
                  { head: words.objects, cell: ([, number]) => number.toLocaleString("en"), number: true },
                ]}
              />
            </>
          ) : (
            <p className="kw-quiet">{texts.backups.undrilled}</p>
          )}
        </>
      )}
    </Awaited>
  </div>
);
