import { type ReactNode, useId } from "react";

/** A part of a page under its own heading. */
export const Section = ({ head, actions, children }: { head: string; actions?: ReactNode; children: ReactNode }) => {
  const id = useId();
  return (
    <section className="kw-section" aria-labelledby={id}>
      <div className="kw-section-head">
        <h2 id={id}>{head}</h2>
        <div className="kw-actions">{actions}</div>
      </div>
      {children}
    </section>
  );
};
