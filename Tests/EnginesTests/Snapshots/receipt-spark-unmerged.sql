SELECT 'studentdb receipt 1 input=0000000000000000000000000000000000000000000000000000000000000000 minimum=1 dialect=spark' AS signature, c.stratum AS stratum, c.height_mm AS height_mm,
  l.gender AS gender, l.may_be_proposed AS may_be_proposed,
  CAST(SUM(c.students) AS BIGINT) AS students
FROM (
  SELECT '(all)' AS stratum, height_mm, students
  FROM (
    SELECT gender, group_name, age, height_mm, COUNT(*) AS students
    FROM (
      SELECT
        NULLIF(CAST(t.`sex` AS STRING), '') AS gender,
        CAST(NULL AS STRING) AS group_name,
        CAST(NULL AS INT) AS age,
        CASE WHEN t.`h` IS NULL THEN NULL WHEN CAST(t.`h` AS DOUBLE) BETWEEN 50 AND 260 THEN CAST(FLOOR(CAST(t.`h` AS DOUBLE) * 10 + 0.5) AS INT) ELSE -1 END AS height_mm
      FROM `school`.`the "list"` AS t
      WHERE (NULLIF(CAST(t.`sex` AS STRING), '') IS NULL OR NULLIF(CAST(t.`sex` AS STRING), '') IN ('?', 'l\'inconnue', '\\'))
    ) AS s
    GROUP BY gender, group_name, age, height_mm
  ) AS k
) AS c
LEFT JOIN `school`.`suggestions` AS l ON l.stratum = c.stratum AND l.height_mm = c.height_mm
GROUP BY c.stratum, c.height_mm, l.gender, l.may_be_proposed;
