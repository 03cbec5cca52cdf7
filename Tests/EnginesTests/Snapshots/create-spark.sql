CREATE TABLE `school`.`suggestions` (
  stratum STRING,
  height_mm INT,
  gender STRING,
  confidence DOUBLE,
  may_be_proposed INT
) USING PARQUET;
