WITH studentdb_counted AS (
  SELECT gender, group_name, age, height_mm, COUNT(*) AS students
  FROM (
    SELECT
      NULLIF(CAST(t."sex" AS TEXT), '') AS gender,
      NULLIF(CAST(t."class" AS TEXT), '') AS group_name,
      CASE WHEN CAST(t."age" AS DOUBLE PRECISION) BETWEEN 0 AND 150 THEN CAST(FLOOR(CAST(t."age" AS DOUBLE PRECISION)) AS INTEGER) END AS age,
      CASE WHEN t."height, `cm`" IS NULL THEN -2 WHEN CAST(t."height, `cm`" AS DOUBLE PRECISION) BETWEEN 50 AND 260 THEN CAST(FLOOR(CAST(t."height, `cm`" AS DOUBLE PRECISION) * 10 + 0.5) AS INTEGER) ELSE -1 END AS height_mm
    FROM "school"."the ""list""" AS t
  ) AS s
  GROUP BY gender, group_name, age, height_mm
),
studentdb_1_mm AS (
  SELECT gender, group_name, age, height_mm, students,
    CASE WHEN students >= 10 THEN height_mm END AS merged_mm,
    SUM(students) OVER (PARTITION BY gender, group_name, age) AS together
  FROM studentdb_counted
),
studentdb_5_mm AS (
  SELECT gender, group_name, age, height_mm, students, together,
    CASE WHEN merged_mm IS NULL AND together >= 10
      AND height_mm BETWEEN 500 AND 2599
      AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
        OVER (PARTITION BY gender, group_name, age, height_mm - height_mm % 5) >= 10
      THEN height_mm - height_mm % 5 + 2 ELSE merged_mm END AS merged_mm
  FROM studentdb_1_mm
),
studentdb_10_mm AS (
  SELECT gender, group_name, age, height_mm, students, together,
    CASE WHEN merged_mm IS NULL AND together >= 10
      AND height_mm BETWEEN 500 AND 2599
      AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
        OVER (PARTITION BY gender, group_name, age, height_mm - height_mm % 10) >= 10
      THEN height_mm - height_mm % 10 + 5 ELSE merged_mm END AS merged_mm
  FROM studentdb_5_mm
),
studentdb_50_mm AS (
  SELECT gender, group_name, age, height_mm, students, together,
    CASE WHEN merged_mm IS NULL AND together >= 10
      AND height_mm BETWEEN 500 AND 2599
      AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
        OVER (PARTITION BY gender, group_name, age, height_mm - height_mm % 50) >= 10
      THEN height_mm - height_mm % 50 + 25 ELSE merged_mm END AS merged_mm
  FROM studentdb_10_mm
),
studentdb_200_mm AS (
  SELECT gender, group_name, age, height_mm, students, together,
    CASE WHEN merged_mm IS NULL AND together >= 10
      AND height_mm BETWEEN 500 AND 2599
      AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
        OVER (PARTITION BY gender, group_name, age, height_mm - height_mm % 200) >= 10
      THEN height_mm - height_mm % 200 + 100 ELSE merged_mm END AS merged_mm
  FROM studentdb_50_mm
),
studentdb_bounds AS (
  SELECT gender, group_name, age, height_mm, students, merged_mm,
    MAX(CASE WHEN merged_mm > 0 THEN merged_mm END) OVER (PARTITION BY gender, group_name, age ORDER BY COALESCE(merged_mm, height_mm)) AS below_mm,
    MIN(CASE WHEN merged_mm > 0 THEN merged_mm END) OVER (PARTITION BY gender, group_name, age ORDER BY COALESCE(merged_mm, height_mm) DESC) AS above_mm
  FROM studentdb_200_mm
),
studentdb_nearest AS (
  SELECT gender, group_name, age, height_mm, students,
    CASE WHEN merged_mm IS NOT NULL OR height_mm < 0 THEN merged_mm
      WHEN above_mm IS NULL OR height_mm - below_mm <= above_mm - height_mm THEN below_mm
      ELSE above_mm END AS merged_mm
  FROM studentdb_bounds
),
studentdb_undivided AS (
  SELECT gender, group_name, age, height_mm, CAST(SUM(students) AS BIGINT) AS students
  FROM (
    SELECT gender,
      CASE WHEN merged_mm IS NOT NULL THEN group_name END AS group_name,
      CASE WHEN merged_mm IS NOT NULL THEN age END AS age,
      COALESCE(merged_mm, height_mm) AS height_mm,
      students
    FROM studentdb_nearest
  ) AS s
  GROUP BY gender, group_name, age, height_mm
),
studentdb_1_mm_again AS (
  SELECT gender, group_name, age, height_mm, students,
    CASE WHEN students >= 10 THEN height_mm END AS merged_mm,
    SUM(students) OVER (PARTITION BY gender, group_name, age) AS together
  FROM studentdb_undivided
),
studentdb_5_mm_again AS (
  SELECT gender, group_name, age, height_mm, students, together,
    CASE WHEN merged_mm IS NULL AND together >= 10
      AND height_mm BETWEEN 500 AND 2599
      AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
        OVER (PARTITION BY gender, group_name, age, height_mm - height_mm % 5) >= 10
      THEN height_mm - height_mm % 5 + 2 ELSE merged_mm END AS merged_mm
  FROM studentdb_1_mm_again
),
studentdb_10_mm_again AS (
  SELECT gender, group_name, age, height_mm, students, together,
    CASE WHEN merged_mm IS NULL AND together >= 10
      AND height_mm BETWEEN 500 AND 2599
      AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
        OVER (PARTITION BY gender, group_name, age, height_mm - height_mm % 10) >= 10
      THEN height_mm - height_mm % 10 + 5 ELSE merged_mm END AS merged_mm
  FROM studentdb_5_mm_again
),
studentdb_50_mm_again AS (
  SELECT gender, group_name, age, height_mm, students, together,
    CASE WHEN merged_mm IS NULL AND together >= 10
      AND height_mm BETWEEN 500 AND 2599
      AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
        OVER (PARTITION BY gender, group_name, age, height_mm - height_mm % 50) >= 10
      THEN height_mm - height_mm % 50 + 25 ELSE merged_mm END AS merged_mm
  FROM studentdb_10_mm_again
),
studentdb_200_mm_again AS (
  SELECT gender, group_name, age, height_mm, students, together,
    CASE WHEN merged_mm IS NULL AND together >= 10
      AND height_mm BETWEEN 500 AND 2599
      AND SUM(CASE WHEN merged_mm IS NULL THEN students ELSE 0 END)
        OVER (PARTITION BY gender, group_name, age, height_mm - height_mm % 200) >= 10
      THEN height_mm - height_mm % 200 + 100 ELSE merged_mm END AS merged_mm
  FROM studentdb_50_mm_again
),
studentdb_bounds_again AS (
  SELECT gender, group_name, age, height_mm, students, merged_mm,
    MAX(CASE WHEN merged_mm > 0 THEN merged_mm END) OVER (PARTITION BY gender, group_name, age ORDER BY COALESCE(merged_mm, height_mm)) AS below_mm,
    MIN(CASE WHEN merged_mm > 0 THEN merged_mm END) OVER (PARTITION BY gender, group_name, age ORDER BY COALESCE(merged_mm, height_mm) DESC) AS above_mm
  FROM studentdb_200_mm_again
),
studentdb_nearest_again AS (
  SELECT gender, group_name, age, height_mm, students,
    CASE WHEN merged_mm IS NOT NULL OR height_mm < 0 THEN merged_mm
      WHEN above_mm IS NULL OR height_mm - below_mm <= above_mm - height_mm THEN below_mm
      ELSE above_mm END AS merged_mm
  FROM studentdb_bounds_again
)
SELECT 'studentdb cells 1 mm minimum=10 dialect=postgres sha256=0000000000000000000000000000000000000000000000000000000000000000' AS signature, gender, group_name, age, height_mm, CAST(SUM(students) AS BIGINT) AS students
FROM (
  SELECT gender, group_name, age,
    NULLIF(COALESCE(merged_mm, -1), -2) AS height_mm,
    students
  FROM studentdb_nearest_again
) AS s
GROUP BY gender, group_name, age, height_mm;
