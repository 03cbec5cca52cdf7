SELECT 'studentdb cells 1 mm minimum=1 dialect=spark sha256=0000000000000000000000000000000000000000000000000000000000000000' AS signature, gender, group_name, age, height_mm, COUNT(*) AS students
FROM (
  SELECT
    NULLIF(CAST(t.`sex` AS STRING), '') AS gender,
    CAST(NULL AS STRING) AS group_name,
    CAST(NULL AS INT) AS age,
    CASE WHEN t.`h` IS NULL THEN NULL WHEN CAST(t.`h` AS DOUBLE) BETWEEN 50 AND 260 THEN CAST(FLOOR(CAST(t.`h` AS DOUBLE) * 10 + 0.5) AS INT) ELSE -1 END AS height_mm
  FROM `school`.`the "list"` AS t
) AS s
GROUP BY gender, group_name, age, height_mm;
