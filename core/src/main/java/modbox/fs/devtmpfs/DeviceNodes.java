package modbox.fs.devtmpfs;

import modbox.abi.Dev;
import modbox.pseudo.Special;
import modbox.vfs.Devices;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** The devices of the driver core that have a number, and no code of their own. */
public final class DeviceNodes implements Devices {
  private final World world;
  private final Special block;
  private final Special quiet;

  public DeviceNodes(World world, Disks disks) {
    this.world = world;
    this.block = new BlockDevice(world, disks);
    this.quiet = new QuietDevice(world);
  }

  @Override
  public @Nullable Special find(boolean isBlock, long rdev) {
    if (Disks.device(world, isBlock, Dev.major(rdev), Dev.minor(rdev)) == null) {
      return null;
    }
    return isBlock ? block : quiet;
  }

  /** The wait channel of those who read from a device; woken when it goes. */
  public static String channel(long rdev) {
    return QuietDevice.channel(rdev);
  }
}
