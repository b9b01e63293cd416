package modbox.kernel;

import modbox.world.Snapshot;

/**
 * A machine as it was at one moment. Immutable; holding one costs what later moments no longer
 * share with it. Two are equal if every table has equal rows.
 */
public final class Moment {
  private final Snapshot snapshot;

  Moment(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Moment that && snapshot.equals(that.snapshot);
  }

  @Override
  public int hashCode() {
    return snapshot.hashCode();
  }
}
