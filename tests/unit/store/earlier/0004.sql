BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE event (
	id INTEGER NOT NULL, 
	stream VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	author VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	authority VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	data VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_event_place UNIQUE (stream, "key", seq)
);
INSERT INTO "event" VALUES(1,'order','2026Q4-001','found','王','2026-11-24T10:00:00+08:00','','','{"due": "2026-12-08"}',0);
CREATE TABLE finding (
	run_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	severity VARCHAR NOT NULL, 
	attribution VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	message_zh VARCHAR NOT NULL, 
	message_en VARCHAR NOT NULL, 
	points VARCHAR(40) NOT NULL, 
	position INTEGER NOT NULL, 
	confirmed BOOLEAN NOT NULL, 
	PRIMARY KEY (run_id, position), 
	FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
);
INSERT INTO "finding" VALUES('run-1','qh-mz-f1','qh-mz','GD-05','guide','fail','S2','unit','','未列明办公时间','no office hours','-2',0,1);
INSERT INTO "finding" VALUES('run-2','qh-mz-f1','qh-mz','GD-05','guide','fail','S2','unit','','未列明办公时间','no office hours','-2',0,1);
CREATE TABLE ledger_entry (
	run_id VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	pack VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	finding VARCHAR NOT NULL, 
	reason_zh VARCHAR NOT NULL, 
	reason_en VARCHAR NOT NULL, 
	points VARCHAR(40) NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (run_id, position), 
	FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
);
INSERT INTO "ledger_entry" VALUES('run-1','qh-mz','GD','GD-05','qh-mz-f1','未列明办公时间','no office hours','-2',0);
INSERT INTO "ledger_entry" VALUES('run-1','qh-mz','GD','GD-06','qh-mz-f2','未列明办公时间','no office hours','-0.1',1);
INSERT INTO "ledger_entry" VALUES('run-2','qh-mz','GD','GD-05','qh-mz-f1','未列明办公时间','no office hours','-2',0);
INSERT INTO "ledger_entry" VALUES('run-2','qh-mz','GD','GD-06','qh-mz-f2','未列明办公时间','no office hours','-0.1',1);
CREATE TABLE pack_result (
	run_id VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	pack VARCHAR NOT NULL, 
	max VARCHAR(40) NOT NULL, 
	points VARCHAR(40) NOT NULL, 
	PRIMARY KEY (run_id, unit, pack), 
	FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
);
INSERT INTO "pack_result" VALUES('run-1','qh-mz','GD','20','17.9');
INSERT INTO "pack_result" VALUES('run-2','qh-mz','GD','20','17.9');
CREATE TABLE ruling (
	id INTEGER NOT NULL, 
	unit VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	new VARCHAR NOT NULL, 
	authority VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	author VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	valid_from VARCHAR NOT NULL, 
	valid_to VARCHAR NOT NULL, 
	old VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "ruling" VALUES(1,'qh-mz','GD-05','','waived','区政府办','办〔2026〕4号','王','2026-11-24','2026-10-01','2026-12-31','fail');
CREATE TABLE run (
	id VARCHAR NOT NULL, 
	quarter VARCHAR NOT NULL, 
	as_of VARCHAR NOT NULL, 
	started VARCHAR NOT NULL, 
	finished VARCHAR NOT NULL, 
	complete BOOLEAN NOT NULL, 
	engine_version VARCHAR NOT NULL, 
	rules_digest VARCHAR NOT NULL, 
	registry_digest VARCHAR NOT NULL, 
	calendar_digest VARCHAR NOT NULL, 
	evidence_root VARCHAR NOT NULL, 
	result_digest VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "run" VALUES('run-1','2026Q3','2026-11-24','2026-08-24T10:00:00+08:00','2026-08-24T10:00:00+08:00',1,'0.1.0','abababababababababababababababababababababababababababababababab','abababababababababababababababababababababababababababababababab','abababababababababababababababababababababababababababababababab','abababababababababababababababababababababababababababababababab','4ec624847f9919d9be47a7f0fbae745d4f3b50880bb189b9853bd2526c1cdfb5');
INSERT INTO "run" VALUES('run-2','2026Q4','2026-11-24','2026-11-24T10:00:00+08:00','2026-11-24T10:00:00+08:00',1,'0.1.0','abababababababababababababababababababababababababababababababab','abababababababababababababababababababababababababababababababab','abababababababababababababababababababababababababababababababab','abababababababababababababababababababababababababababababababab','2028a01864899d83a1c7be5310a2c4b563137c88fc1e1ac64a16a669548e5bc8');
CREATE TABLE unit_result (
	run_id VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	value VARCHAR(40) NOT NULL, 
	floor VARCHAR(40) NOT NULL, 
	max VARCHAR(40) NOT NULL, 
	coverage VARCHAR(40) NOT NULL, 
	grade_zh VARCHAR NOT NULL, 
	grade_en VARCHAR NOT NULL, 
	veto VARCHAR, 
	PRIMARY KEY (run_id, unit), 
	FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
);
INSERT INTO "unit_result" VALUES('run-1','qh-mz','清河区民政局','department','97.9','90','100','0.97','优','优',NULL);
INSERT INTO "unit_result" VALUES('run-2','qh-mz','清河区民政局','department','97.9','90','100','0.97','优','优',NULL);
CREATE TABLE visit (
	id INTEGER NOT NULL, 
	url VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "visit" VALUES(1,'https://www.qinghe.gov.cn/','2026-11-02T10:00:00+08:00','open','200');
CREATE INDEX ix_run_quarter ON run (quarter);
CREATE INDEX ix_unit_result_unit ON unit_result (unit);
CREATE INDEX ix_finding_id ON finding (id);
CREATE INDEX ix_finding_rule ON finding (rule);
CREATE INDEX ix_ruling_unit ON ruling (unit);
CREATE INDEX ix_event_key ON event ("key");
CREATE INDEX ix_visit_at ON visit (at);
CREATE INDEX ix_event_life ON event (stream, "key", seq, kind, at);
COMMIT;
