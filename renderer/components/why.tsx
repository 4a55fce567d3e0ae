/** Why a button cannot be used: seen when it is pointed at or reached with the keyboard, and read out with its name. */

/** Inside the button, which names `id` as its description. */
export const Why = ({ id, why }: { id: string; why: string | null }) =>
  why === null ? null : (
    <span id={id} className="why" role="tooltip">
      {why}
    </span>
  )
