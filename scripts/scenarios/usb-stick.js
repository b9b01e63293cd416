// A USB mass-storage stick, from the plug to the pull: which modules come, which nodes and links, and what goes again.
import { $, machine, clock, expect } from 'modbox';

const before = machine.modules;
console.log('plugging in a USB stick');
const stick = machine.plug('usb-stick');

const came = machine.modules.filter((m) => !before.includes(m)).sort();
console.log(`modules that came: ${came.join(' ')}`);
await expect(machine.module('usb_storage')).toBeLoaded();
await expect(machine.module('sd_mod')).toBeLoaded();

await clock.sleep(3000); // the kernel waits a second before it scans a USB disk
machine.settle();
const [link] = machine.find('/dev/disk/by-id/usb-*-0:0');
const disk = machine.device(machine.realpath(link));
await expect(disk).toExist();
const node = disk.node;
console.log(`node: ${node}`);
for (const link of disk.links) console.log(`link: ${link}`);
expect(disk.properties.ID_BUS).toBe('usb');
expect(disk.links.some((l) => l.startsWith('/dev/disk/by-id/usb-'))).toBe(true);

console.log('what the kernel said:');
console.log(await $`dmesg -t | grep -E 'usb [0-9]|usb-storage|scsi|sd[ a]' | tail -n 16`);
console.log('why usb_storage is loaded:');
console.log(await $`why usb_storage`);

console.log('pulling it out');
stick.unplug();
await expect(disk).not.toExist();
expect(machine.exists(node)).toBe(false);
expect(machine.find('/dev/disk/by-id/usb-*')).toEqual([]);
console.log(await $`dmesg -t | tail -n 2`);

// The same stick on a machine that must not load its driver. The stick's alias matches uas as well, and a blacklist does
// not hold for what another module depends on: uas would bring usb_storage with it.
await $`printf 'blacklist usb_storage\nblacklist uas\n' > /etc/modprobe.d/no-sticks.conf`;
await $`modprobe -r uas usb_storage`.nothrow();
const again = machine.plug('usb-stick');
await clock.sleep(3000);
expect(machine.module('usb_storage').loaded).toBe(false);
expect(machine.exists(node)).toBe(false);
await expect(again).toExist();
console.log('with both drivers blacklisted the stick stays a USB device without a disk');
