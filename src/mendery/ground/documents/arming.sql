CREATE OR REPLACE FUNCTION mendery_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb;
    after jsonb;
    diff jsonb;
    hidden text;
    person text := nullif(current_setting('mendery.person', true), '');
BEGIN
    IF TG_OP = 'INSERT' THEN
        diff := jsonb_strip_nulls(to_jsonb(NEW)) - 'id' - 'business_id';
    ELSE
        before := to_jsonb(OLD);
        IF TG_OP = 'UPDATE' THEN
            after := to_jsonb(NEW);
            SELECT jsonb_object_agg(b.key, jsonb_build_array(b.value, after -> b.key)) INTO diff
            FROM jsonb_each(before) b
            WHERE b.value IS DISTINCT FROM after -> b.key AND b.key <> 'version';
            IF diff IS NULL THEN
                RETURN NULL;
            END IF;
        ELSE
            diff := jsonb_strip_nulls(before) - 'id' - 'business_id';
        END IF;
    END IF;
    -- Columns named to the trigger may change, but what stood in them is not kept: it may have to be erased.
    IF TG_NARGS > 0 THEN
        FOREACH hidden IN ARRAY TG_ARGV LOOP
            IF diff ? hidden THEN
                diff := diff || jsonb_build_object(hidden, CASE WHEN TG_OP = 'UPDATE' THEN '["•••", "•••"]'::jsonb ELSE '"•••"'::jsonb END);
            END IF;
        END LOOP;
    END IF;
    INSERT INTO documents_auditevent (id, business_id, at, person_id, origin, table_name, row_id, act, changes)
    VALUES (
        gen_random_uuid(), coalesce(NEW.business_id, OLD.business_id), clock_timestamp(), person::uuid,
        coalesce(current_setting('mendery.origin', true), ''), TG_TABLE_NAME, coalesce(NEW.id, OLD.id), lower(TG_OP),
        diff
    );
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION mendery_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append_only: rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE FUNCTION mendery_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(OLD) - TG_ARGV) IS DISTINCT FROM (to_jsonb(NEW) - TG_ARGV) THEN
        RAISE EXCEPTION 'frozen: a posted paper of % never changes', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION mendery_frozen_with() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    paper_state text;
BEGIN
    EXECUTE format('SELECT state FROM %I WHERE business_id = $1 AND id = $2', TG_ARGV[0])
    INTO paper_state USING (line ->> 'business_id')::uuid, (line ->> TG_ARGV[1])::uuid;
    IF paper_state IN ('posted', 'reversed') THEN
        RAISE EXCEPTION 'frozen: lines of a posted paper of % never change', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
