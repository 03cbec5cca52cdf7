SELECT id, name, CAST(NULL AS TEXT) AS gender, height_cm, "group",
  studentdb_stratum, studentdb_band, studentdb_in_band
FROM (
  SELECT id, name, height_cm, "group", studentdb_stratum, studentdb_band,
    ROW_NUMBER() OVER (PARTITION BY studentdb_stratum, studentdb_band ORDER BY studentdb_draw, id)
      AS studentdb_place,
    COUNT(*) OVER (PARTITION BY studentdb_stratum, studentdb_band) AS studentdb_in_band
  FROM (
    SELECT s.*,
      CASE WHEN l.confidence < 0.6 THEN 'below 0.6' WHEN l.confidence < 0.7 THEN '0.6 to 0.7' WHEN l.confidence < 0.8 THEN '0.7 to 0.8' WHEN l.confidence < 0.9 THEN '0.8 to 0.9' WHEN l.confidence < 0.95 THEN '0.9 to 0.95' WHEN l.confidence < 0.99 THEN '0.95 to 0.99' ELSE '0.99 or more' END AS studentdb_band
    FROM (
      SELECT CAST(t."id" AS TEXT) AS id,
        CAST(t."name" AS TEXT) AS name,
        t."h" AS height_cm,
        t."class" AS "group",
        COALESCE(NULLIF(CAST(t."class" AS TEXT), ''), '(none)') AS studentdb_stratum,
        CASE WHEN t."h" IS NULL THEN NULL WHEN CAST(t."h" AS DOUBLE PRECISION) BETWEEN 50 AND 260 THEN CAST(FLOOR(CAST(t."h" AS DOUBLE PRECISION) * 10 + 0.5) AS INTEGER) ELSE -1 END AS studentdb_height_mm,
        MD5('1:' || CAST(t."id" AS TEXT)) AS studentdb_draw
      FROM "school"."the ""list""" AS t
      WHERE (NULLIF(CAST(t."sex" AS TEXT), '') IS NULL OR NULLIF(CAST(t."sex" AS TEXT), '') IN ('?', 'l''inconnue', E'\\')) OFFSET 0
    ) AS s
    JOIN "school"."suggestions" AS l
      ON l.stratum = s.studentdb_stratum AND l.height_mm = s.studentdb_height_mm
    WHERE l.gender IS NOT NULL AND s.id IS NOT NULL
  ) AS b
) AS d
WHERE studentdb_place <= 20
ORDER BY studentdb_stratum, studentdb_band, id;
