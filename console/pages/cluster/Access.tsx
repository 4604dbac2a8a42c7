import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { useState } from "react";
import { allows } from "#contract/states.ts";
import { answered, api } from "../../api/client.ts";
import type { Cluster } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { Section } from "../../ui/Section.tsx";
import { useChange } from "./use-change.ts";

const { access: words } = texts;

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

/** How to get at the cluster. Keys are made where they are used, and never shown here. */
const Access = ({ cluster: { id, name, state, endpoint, network } }: { cluster: Cluster }) => {
  const [asking, setAsking] = useState(false);
  const { act, isPending, error } = useChange(
    id,
    (_: undefined, header) =>
      answered(
        api.POST("/clusters/{clusterId}/credentials/revoke", {
          params: { path: { clusterId: id }, header },
          body: {},
        }),
      ),
    () => setAsking(false),
  );
  return (
    <>
      <Section head={words.head}>
        {allows(state, "credentials") ? (
          <>
            <p>{words.body}</p>
            <Line text={`./kubewright cluster kubeconfig ${name}`} />
            <p className="kw-quiet">{words.where(endpoint ?? "", network.apiAccessCidrs.join(", "))}</p>
          </>
        ) : (
          <p>{words.notNow}</p>
        )}
      </Section>
      <Section head={words.revokeHead}>
        <p>{words.revokeBody}</p>
        <Button disabled={!allows(state, "credentialsRevoke")} onClick={() => setAsking(true)}>
          {words.revoke}
        </Button>
      </Section>
      {asking && (
        <Confirm
          head={words.revokeAsk(name)}
          act={words.revoke}
          busy={isPending}
          error={error}
          onAct={() => act(undefined)}
          onClose={() => setAsking(false)}
        >
          <p>{words.revokeBody}</p>
        </Confirm>
      )}
    </>
  );
};
export default Access;
