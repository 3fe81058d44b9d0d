-- Statements over accounts.

-- name: account
-- Bind: department, account. Row: person, password_hash, active.
SELECT a.person, a.password_hash, p.active
FROM account AS a JOIN person AS p ON p.department = a.department AND p.person = a.person
WHERE a.department = :department AND a.account = :account;

-- name: accounts
-- Bind: department. Row: account, person.
SELECT account, person FROM account WHERE department = :department ORDER BY account;

-- name: insert_account
-- Bind: department, account, person, password_hash.
INSERT INTO account VALUES (:department, :account, :person, :password_hash);
