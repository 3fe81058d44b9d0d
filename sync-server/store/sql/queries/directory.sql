-- Statements over departments, people, teams and groups.

-- name: epoch
-- Row: epoch.
SELECT epoch FROM deployment;

-- name: renew_epoch
-- Bind: epoch, restored_at.
UPDATE deployment SET epoch = :epoch, restored_at = :restored_at;

-- name: restored_at
SELECT restored_at FROM deployment;

-- name: insert_epoch
-- Bind: epoch. One that is there stays.
INSERT INTO deployment (only_row, epoch) VALUES (1, :epoch) ON CONFLICT DO NOTHING;

-- name: sealing_secret
-- Row: secret.
SELECT secret FROM sealing;

-- name: insert_sealing_secret
-- Bind: secret. One that is there stays.
INSERT INTO sealing VALUES (1, :secret) ON CONFLICT DO NOTHING;

-- name: departments
-- Row: department, short_name, name, number_prefix.
SELECT department, short_name, name, number_prefix FROM department ORDER BY short_name;

-- name: department
-- Bind: department. Row: department, short_name, name, number_prefix, directory_version, policy.
SELECT department, short_name, name, number_prefix, directory_version, policy FROM department
WHERE department = :department;

-- name: insert_department
-- Bind: department, short_name, name, number_prefix.
INSERT INTO department (department, short_name, name, number_prefix)
VALUES (:department, :short_name, :name, :number_prefix);

-- name: directory_version
-- Bind: department. Row: version.
SELECT directory_version FROM department WHERE department = :department;

-- name: next_directory_version
-- Bind: department. Row: version.
UPDATE department SET directory_version = directory_version + 1 WHERE department = :department
RETURNING directory_version;

-- name: people
-- Bind: department. Row: person, staff_no, name, phone, active.
SELECT person, staff_no, name, phone, active FROM person WHERE department = :department
ORDER BY staff_no;

-- name: insert_person
-- Bind: department, person, staff_no, name, phone.
INSERT INTO person VALUES (:department, :person, :staff_no, :name, :phone, 1, 0);

-- name: set_person
-- Bind: staff_no, name, phone, department, person.
UPDATE person SET staff_no = :staff_no, name = :name, phone = :phone
WHERE department = :department AND person = :person;

-- name: set_grants_version
-- Bind: version, department, person.
UPDATE person SET grants_version = :version
WHERE department = :department AND person = :person;

-- name: grants
-- Bind: department. Row: person, role, team, group, until.
SELECT person, role, team, service_group, until_utc_ms, since_utc_ms, granted_by FROM role_grant
WHERE department = :department ORDER BY person, role, team, service_group, until_utc_ms;

-- name: insert_grant
-- Bind: department, person, role, team, group, since, granted by.
INSERT INTO role_grant (department, person, role, team, service_group, since_utc_ms, granted_by)
VALUES (:department, :person, :role, :team, :service_group, :since, :granted_by)
ON CONFLICT DO NOTHING;

-- name: end_grant
-- Bind: until, department, person, role, team, group.
UPDATE role_grant SET until_utc_ms = :until
WHERE department = :department AND person = :person AND role = :role AND team = :team
  AND service_group = :service_group AND until_utc_ms = 0;

-- name: set_person_active
-- Bind: active, department, person.
UPDATE person SET active = :active WHERE department = :department AND person = :person;

-- name: set_policy
-- Bind: policy, department.
UPDATE department SET policy = :policy WHERE department = :department;

-- name: service_volumes
-- Bind: department. Row: year, month, volume.
SELECT year, month, volume FROM service_volume WHERE department = :department
ORDER BY year, month;

-- name: put_service_volume
-- Bind: department, year, month, volume.
INSERT INTO service_volume VALUES (:department, :year, :month, :volume)
ON CONFLICT (department, year, month) DO UPDATE SET volume = excluded.volume;

-- name: code_values
-- Bind: department. Row: list, code, zh, en, active, position.
SELECT list, code, zh, en, active, position FROM code_value WHERE department = :department
ORDER BY list, position, code;

-- name: put_code_value
-- Bind: department, list, code, zh, en, active, position.
INSERT INTO code_value VALUES (:department, :list, :code, :zh, :en, :active, :position)
ON CONFLICT (department, list, code) DO UPDATE SET zh = excluded.zh, en = excluded.en,
    active = excluded.active, position = excluded.position;

-- name: teams
-- Bind: department. Row: team, name, leader.
SELECT team, name, leader FROM team WHERE department = :department ORDER BY name;

-- name: insert_team
-- Bind: department, team, name, leader.
INSERT INTO team VALUES (:department, :team, :name, :leader);

-- name: set_team
-- Bind: name, leader, department, team.
UPDATE team SET name = :name, leader = :leader WHERE department = :department AND team = :team;

-- name: groups
-- Bind: department. Row: group, team, name, leader.
SELECT service_group, team, name, leader FROM service_group WHERE department = :department
ORDER BY name;

-- name: insert_group
-- Bind: department, group, team, name, leader.
INSERT INTO service_group VALUES (:department, :service_group, :team, :name, :leader);

-- name: set_group
-- Bind: name, leader, department, group.
UPDATE service_group SET name = :name, leader = :leader
WHERE department = :department AND service_group = :service_group;

-- name: group_domains
-- Bind: department. Row: group, domain.
SELECT service_group, domain FROM group_domain WHERE department = :department
ORDER BY service_group, position;

-- name: insert_group_domain
-- Bind: department, group, position, domain.
INSERT INTO group_domain VALUES (:department, :service_group, :position, :domain);

-- name: delete_group_domains
-- Bind: department, group.
DELETE FROM group_domain WHERE department = :department AND service_group = :service_group;
