SELECT 'studentdb cells 1 mm minimum=1 dialect=postgres sha256=0000000000000000000000000000000000000000000000000000000000000000' AS signature, gender, group_name, age, height_mm, COUNT(*) AS students
FROM (
  SELECT
    NULLIF(CAST(t."sex" AS TEXT), '') AS gender,
    CAST(NULL AS TEXT) AS group_name,
    CAST(NULL AS INTEGER) AS age,
    CASE WHEN t."h" IS NULL THEN NULL WHEN CAST(t."h" AS DOUBLE PRECISION) BETWEEN 50 AND 260 THEN CAST(FLOOR(CAST(t."h" AS DOUBLE PRECISION) * 10 + 0.5) AS INTEGER) ELSE -1 END AS height_mm
  FROM "school"."the ""list""" AS t
) AS s
GROUP BY gender, group_name, age, height_mm;
