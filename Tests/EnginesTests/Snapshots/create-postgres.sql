CREATE TABLE "school"."suggestions" (
  stratum TEXT,
  height_mm INTEGER,
  gender TEXT,
  confidence DOUBLE PRECISION,
  may_be_proposed INTEGER,
  PRIMARY KEY (stratum, height_mm)
);
