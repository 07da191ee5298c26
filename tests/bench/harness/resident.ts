import { startServer } from './servers.ts';

/**
 * Keeps a file in the system's memory while something is measured, as a system does by itself where it has the memory
 * and hands no idle pages back. Needs `vmtouch`, and leave to lock as much.
 */
export async function keepInMemory(path: string): Promise<{ stop(): Promise<void> }> {
  // It says in one line when it is done, which without `stdbuf` stays in its buffer.
  return startServer('stdbuf', ['-oL', 'vmtouch', '-l', path], /LOCKED (\d+) pages/, { pin: false });
}
