-- Rolling fingerprints of passages, which find them again in a long text; NULL where nobody who had the text gave one.
ALTER TABLE evidence ADD COLUMN quote_fingerprint TEXT;
