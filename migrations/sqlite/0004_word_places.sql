-- Every place of every word in the indexes of words, in order of the words: tells whether a word is rare by reading no
-- more of its places than make it common (https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module). Holds
-- nothing of its own.

CREATE VIRTUAL TABLE actor_word USING fts5vocab(actor_words, instance);
CREATE VIRTUAL TABLE event_word USING fts5vocab(event_words, instance);
CREATE VIRTUAL TABLE claim_word USING fts5vocab(claim_words, instance);
CREATE VIRTUAL TABLE dispute_word USING fts5vocab(dispute_words, instance);
CREATE VIRTUAL TABLE source_word USING fts5vocab(source_words, instance);
