import type { ButtonProps } from "@cloudscape-design/components/button";
import { type ReactNode, useState } from "react";
import { Act } from "../ui/Act.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { useChange } from "./cluster/use-change.ts";

interface Props<Answer> {
  clusterId: string;
  /** On the button, and on the one that is asked with. */
  verb: string;
  variant?: ButtonProps.Variant;
  why: string | undefined;
  head: string;
  /** What will happen. */
  body: string;
  /** More of that, or how it is to be done. */
  children?: ReactNode;
  call: (header: { "Idempotency-Key": string }) => Promise<Answer>;
  done?: (answer: Answer) => void;
}

/** A button for something unsafe: it asks once, and then the service does it. */
export const AskedOnce = <Answer,>({
  clusterId,
  verb,
  variant = "normal",
  why,
  head,
  body,
  children,
  call,
  done,
}: Props<Answer>) => {
  const [asking, setAsking] = useState(false);
  const { act, isPending, error } = useChange(
    clusterId,
    (_: undefined, header) => call(header),
    (answer) => {
      setAsking(false);
      done?.(answer);
    },
  );
  return (
    <>
      <Act variant={variant} why={why} onClick={() => setAsking(true)}>
        {verb}
      </Act>
      {asking && (
        <Confirm
          head={head}
          act={verb}
          busy={isPending}
          error={error}
          onAct={() => act(undefined)}
          onClose={() => setAsking(false)}
        >
          <p>{body}</p>
          {children}
        </Confirm>
      )}
    </>
  );
};
