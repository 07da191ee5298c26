-- Members of locators that find their passages in another copy of a text; NULL where nobody who had the text gave them.
ALTER TABLE evidence ADD COLUMN quote_fingerprint TEXT;
ALTER TABLE evidence ADD COLUMN prefix_sha256 TEXT;
ALTER TABLE evidence ADD COLUMN suffix_sha256 TEXT;
ALTER TABLE evidence ADD COLUMN plain_sha256 TEXT;
ALTER TABLE evidence ADD COLUMN plain_length INTEGER;
