import type { ReactNode } from "react";
import { isAtField } from "../../../forms/faults.ts";
import { Act } from "../../../ui/Act.tsx";
import { Fault } from "../../../ui/Fault.tsx";

interface Props {
  /** The fields. */
  children: ReactNode;
  save: string;
  /** Why it cannot be saved now. */
  why: string | undefined;
  busy: boolean;
  error: Error | null;
  onSave: () => void;
  /** Beside the button that saves. */
  beside?: ReactNode;
}

/** Fields of a cluster that are changed at once; what is wrong with none of them is said below. */
export const SettingsForm = ({ children, save, why, busy, error, onSave, beside }: Props) => (
  <form
    className="kw-fields"
    onSubmit={(event) => {
      event.preventDefault();
      if (!busy && why === undefined) onSave();
    }}
  >
    {children}
    <div className="kw-row">
      <Act variant="primary" formAction="submit" why={why} loading={busy}>
        {save}
      </Act>
      {beside}
    </div>
    {error && !isAtField(error) && <Fault error={error} />}
  </form>
);
