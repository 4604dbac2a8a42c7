import Checkbox from "@cloudscape-design/components/checkbox";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { useState } from "react";
import { answered, api } from "../../api/client.ts";
import type { Cluster } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { download } from "../../ui/download.ts";
import { Fault } from "../../ui/Fault.tsx";
import { Section } from "../../ui/Section.tsx";
import { moment } from "../../ui/times.ts";
import { AskedOnce } from "../AskedOnce.tsx";
import { Keys } from "./Keys.tsx";
import { kubeconfig } from "./kubeconfig.ts";
import { useChange } from "./use-change.ts";
import { whyNot } from "./why-not.ts";

const { access: words } = texts;

const allRoles = ["viewer", "operator", "admin"] as const;
type Role = (typeof allRoles)[number];

const Line = ({ text }: { text: string }) => (
  <div className="kw-line">
    <code>{text}</code>
    <CopyToClipboard
      variant="icon"
      textToCopy={text}
      copyButtonAriaLabel={words.copy}
      copySuccessText={words.copied}
      copyErrorText={words.notCopied}
    />
  </div>
);

/** For whoever has no kubewright at hand: keys for an hour, in a file and nowhere else. */
const Download = ({ cluster: { id, name } }: { cluster: Cluster }) => {
  const { act, isPending, error, data } = useChange(id, async () => {
    const credentials = await answered(
      api.POST("/clusters/{clusterId}/credentials", { params: { path: { clusterId: id } } }),
    );
    download(`${name}.kubeconfig`, "application/yaml", kubeconfig(name, credentials));
    return credentials.expiresAt;
  });
  return (
    <>
      <p>{words.fileBody}</p>
      <Act iconName="download" loading={isPending} loadingText={words.file} onClick={() => act()}>
        {words.file}
      </Act>
      {data !== undefined && <p className="kw-quiet">{words.until(moment(data))}</p>}
      {error && <Fault error={error} />}
    </>
  );
};

const Revoke = ({ cluster }: { cluster: Cluster }) => {
  const { id, name } = cluster;
  const [roles, setRoles] = useState<Role[]>([...allRoles]);
  return (
    <Section head={words.revokeHead}>
      <p>{words.revokeBody}</p>
      <AskedOnce
        clusterId={id}
        verb={words.revoke}
        why={whyNot("clusterCredentialsRevoke", cluster)}
        head={words.revokeAsk(name)}
        body={words.revokeWhose}
        call={(header) =>
          answered(
            api.POST("/clusters/{clusterId}/credentials/revoke", {
              params: { path: { clusterId: id }, header },
              body: { roles },
            }),
          )
        }
      >
        {allRoles.map((role) => (
          <Checkbox
            key={role}
            checked={roles.includes(role)}
            onChange={({ detail }) =>
              setRoles(allRoles.filter((one) => (one === role ? detail.checked : roles.includes(one))))
            }
          >
            {words.roles[role]}
          </Checkbox>
        ))}
      </AskedOnce>
    </Section>
  );
};

/** How to get at the cluster. Keys are made where they are used, and never shown here. */
const Access = ({ cluster }: { cluster: Cluster }) => {
  const { name, endpoint, network } = cluster;
  const why = whyNot("clusterCredentials", cluster);
  return (
    <>
      <Section head={words.head}>
        {why === undefined ? (
          <>
            <p>{words.body}</p>
            <Line text={`./kubewright cluster kubeconfig ${name}`} />
            <p className="kw-quiet">{words.where(endpoint ?? "", network.apiAccessCidrs.join(", "))}</p>
            <Download cluster={cluster} />
          </>
        ) : (
          <p>{why}</p>
        )}
      </Section>
      <Revoke cluster={cluster} />
      <Keys cluster={cluster} />
    </>
  );
};
export default Access;
