import { TimeZoneName } from './fuzzy-time.ts';
import { TimeError } from './time-error.ts';
import { zoneOf } from './zone.ts';

/** The name of a time zone that has rules: an issue has the message of the `TimeError`. */
export const KnownTimeZone = TimeZoneName.superRefine((name, context) => {
  try {
    zoneOf(name);
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});
